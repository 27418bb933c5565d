package dev.baton.dialect;

import org.jspecify.annotations.Nullable;

/** A client's request that cannot be carried out, with what to tell the client. Carries no stack trace. */
public final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String param;

    /**
     * Makes a refusal.
     *
     * @param status HTTP status of the 400 class
     * @param code a word for programs, such as {@code model_not_found}
     * @param param the field at fault, null when it is none
     * @param message says what was found and what was expected; holds nothing of the prompt
     */
    public BadRequest(int status, String code, @Nullable String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.param = param;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public @Nullable String param() {
        return param;
    }

    /** The message, never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
