package dev.baton.gateway.api;

import dev.baton.gateway.settings.Limits;
import dev.baton.gateway.settings.Sizes;

/**
 * A request that the gateway cannot take now, through no fault of the request: the same may be tried again in a moment. Carries
 * no stack trace.
 */
final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    private Unavailable(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static Unavailable shuttingDown() {
        return new Unavailable("server_shutdown", "The gateway is shutting down and takes no more requests.");
    }

    static Unavailable tooManyInFlight(Limits limits) {
        return new Unavailable(
                "overloaded",
                "The gateway is answering as many requests as it may (limits.in-flight: " + limits.inFlight() + ").");
    }

    static Unavailable tooManyBytesHeld(Limits limits) {
        return new Unavailable(
                "overloaded",
                "The gateway is holding as many bytes of requests as it may (limits.held-bodies: "
                        + Sizes.shortest(limits.heldBodies()) + ").");
    }

    /** A word for programs. */
    String code() {
        return code;
    }

    /** Which limit is reached, or what else is the matter; never null. */
    String text() {
        return String.valueOf(getMessage());
    }
}
