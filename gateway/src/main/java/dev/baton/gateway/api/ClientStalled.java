package dev.baton.gateway.api;

/** A client took nothing of its answer for too long. Nothing can be told to it, so its connection is cut. No stack trace. */
final class ClientStalled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClientStalled() {
        super("the client took nothing for too long", null, false, false);
    }
}
