package dev.baton.gateway.access;

import org.jspecify.annotations.Nullable;

/**
 * Serves callers on this machine only, the rule of a gateway without clients. The address of the peer is not enough: a
 * proxy on this machine brings callers from elsewhere, and a web page whose host name was rebound to 127.0.0.1 brings
 * itself. The first shows in a forwarding header, the second in the Host header.
 */
record LoopbackOnly() implements AccessRule {
    private static final int FORBIDDEN = 403;
    private static final String REASON = "because this gateway has no clients configured and serves only callers on its"
            + " own machine; to serve others, add baton.clients";

    @Override
    public Access judge(CallerFacts caller) {
        if (caller.peer() == null || !caller.peer().isLoopbackAddress()) {
            return refused("a caller on another machine", "a loopback address");
        }
        if (!namesLoopback(caller.host())) {
            return refused("a Host header that does not name this machine", "Host: localhost or 127.0.0.1");
        }
        if (caller.forwarded()) {
            return refused("a request passed on by a proxy", "no X-Forwarded-For or Forwarded header");
        }
        return new Access.Granted(Client.LOCAL);
    }

    private static boolean namesLoopback(@Nullable String host) {
        return host != null && Loopback.isNamedBy(host);
    }

    private static Access refused(String found, String expected) {
        return new Access.Refused(FORBIDDEN, found + " (expected: " + expected + ", " + REASON + ")");
    }
}
