package dev.baton.gateway.settings;

import io.netty.util.NetUtil;
import java.util.regex.Pattern;

/** Where to listen: an IP address or a host name, never with a port. */
record AddressType() implements ValueType<String> {
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern WITH_PORT = Pattern.compile("[^:]*:[0-9]+|\\[.*]:[0-9]+");

    @Override
    public String expected() {
        return "an IP address or a host name, such as 127.0.0.1, or 0.0.0.0 for all addresses of this machine";
    }

    @Override
    public String parse(String text) throws Mismatch {
        String address = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (NetUtil.isValidIpV4Address(address) || NetUtil.isValidIpV6Address(address) || isHostName(address)) {
            return address;
        }
        throw new Mismatch(
                WITH_PORT.matcher(text).matches()
                        ? "an address without port; the port is baton.server.port"
                        : expected());
    }

    private static boolean isHostName(String text) {
        return HOST_NAME.matcher(text).matches()
                && !DIGITS_AND_DOTS.matcher(text).matches();
    }
}
