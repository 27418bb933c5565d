package dev.baton.dialect;

import org.jspecify.annotations.Nullable;

/** A client's request that cannot be carried out, with what to tell the client. Carries no stack trace. */
public final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String param;
    private final boolean inexpressible;

    /**
     * Makes a refusal.
     *
     * @param status HTTP status of the 400 class
     * @param code a word for programs, such as {@code model_not_found}
     * @param param the field at fault, null when it is none
     * @param message says what was found and what was expected; holds nothing of the prompt
     */
    public BadRequest(int status, String code, @Nullable String param, String message) {
        this(status, code, param, message, false);
    }

    private BadRequest(int status, String code, @Nullable String param, String message, boolean inexpressible) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.param = param;
        this.inexpressible = inexpressible;
    }

    /** Nothing is wrong with a request but that one target's dialect has no words for it. */
    public static BadRequest inexpressible(String code, String param, String message) {
        return new BadRequest(400, code, param, message, true);
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

    /** Whether nothing is wrong with the request itself: another target may carry it out. */
    public boolean isInexpressible() {
        return inexpressible;
    }

    /** The message, never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
