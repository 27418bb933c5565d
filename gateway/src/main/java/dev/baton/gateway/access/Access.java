package dev.baton.gateway.access;

/** Whether a request is served, and for whom. */
public sealed interface Access {

    record Granted(Client client) implements Access {}

    /**
     * Not served.
     *
     * @param status the HTTP status, 401 or 403
     * @param message what was found and what is expected, fit for the caller; never contains a key
     */
    record Refused(int status, String message) implements Access {}
}
