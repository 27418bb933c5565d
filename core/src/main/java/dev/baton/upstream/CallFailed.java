package dev.baton.upstream;

/** A call that gave no complete response. Carries no stack trace: it is an outcome, not a defect. */
public final class CallFailed extends RuntimeException {

    /** How far the call came, and so what may have happened at the provider. */
    public enum Stage {
        /** No connection: refused, unresolved, TLS failed, or not within the limit. The provider saw nothing. */
        CONNECT,
        /** The connection broke before the response began. The provider may have worked on the request. */
        BEFORE_HEADERS,
        /** The response began and was cut off. */
        BODY,
        /** What came is not HTTP as we can accept it: bad syntax, headers too large, a response nobody asked for. */
        PROTOCOL
    }

    private static final long serialVersionUID = 1L;

    private final Stage stage;

    /** @param detail what happened, for operators; holds no header, key or body */
    public CallFailed(Stage stage, String detail) {
        super(detail, null, false, false);
        this.stage = stage;
    }

    public Stage stage() {
        return stage;
    }
}
