package dev.baton.gateway.upstream;

/** What a provider sent cannot be taken as an HTTP response. Carries no stack trace and nothing of what was sent. */
final class NotHttp extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotHttp(String detail) {
        super(detail, null, false, false);
    }
}
