package dev.baton.gateway.access;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which names mean this machine. Nothing is looked up: a name that resolves to loopback today may not tomorrow. */
public final class Loopback {
    private static final Pattern HOST_HEADER =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(?<port>:[0-9]{0,5})?");

    private Loopback() {}

    /** True for {@code localhost}, 127.0.0.0/8 and ::1, the last with or without brackets. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || isLoopbackAddress(withoutBrackets(host));
    }

    /** The same for a Host header, which may carry a port; false for one that is malformed. */
    static boolean isNamedBy(String hostHeader) {
        Matcher parts = HOST_HEADER.matcher(hostHeader);
        return parts.matches() && isLoopback(parts.group("host"));
    }

    private static boolean isLoopbackAddress(String literal) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(literal);
        try {
            return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + address.length + " bytes", impossible);
        }
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
