package dev.baton.dialect;

import dev.baton.route.Protocol;

/** A wire protocol as clients speak it. Safe for use by many threads. */
public interface ClientDialect {

    Protocol protocol();

    /**
     * Reads a request.
     *
     * @throws BadRequest when it is malformed, or a field that decides about its way is not what it must be. Everything else is
     *     left to the provider.
     */
    ClientRequest read(ClientCall call);

    /** The response header in which the dialect's SDKs look for the name of a request. */
    String requestIdHeader();

    /** The HTTP status that tells of an error, for as long as none has been sent. */
    int status(ApiError error);

    /**
     * The body that tells of an error.
     *
     * @param requestId for people who ask the operator
     */
    byte[] body(ApiError error, String requestId);
}
