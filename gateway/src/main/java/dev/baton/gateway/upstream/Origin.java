package dev.baton.gateway.upstream;

import java.net.InetSocketAddress;
import java.net.URI;

/** Where connections lead: a connection may carry the calls of every provider there. */
record Origin(String host, int port, boolean tls) {

    static Origin of(URI url) {
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        return new Origin(url.getHost(), port, tls);
    }

    /** To be resolved by whoever connects. */
    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    }

    /** As the Host header names it. */
    String authority() {
        return port == (tls ? 443 : 80) ? host : host + ":" + port;
    }
}
