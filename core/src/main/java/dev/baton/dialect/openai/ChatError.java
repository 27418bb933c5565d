package dev.baton.dialect.openai;

import dev.baton.dialect.BadRequest;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import dev.baton.resilience.ProviderError;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as a client of the OpenAI protocol reads it: {@code {"error":{"message","type","param","code"}}}.
 *
 * @param status the HTTP status for as long as none has been sent
 * @param message for people: what failed, where, in which order; no key, no prompt
 * @param retryAfter when another try may help; null when nobody knows
 */
public record ChatError(
        int status,
        String type,
        String code,
        @Nullable String param,
        String message,
        @Nullable Duration retryAfter) {

    /** Clients give up where they are asked to wait longer than this (openai-python: 120 s, anthropic-python: 60 s). */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** An error of the client's request. */
    public static ChatError of(BadRequest fault) {
        return new ChatError(fault.status(), typeOf(fault.status()), fault.code(), fault.param(), fault.text(), null);
    }

    /** The gateway's own fault, which says nothing of what is inside. */
    public static ChatError internal() {
        return new ChatError(
                500, "server_error", "internal_error", null, "The gateway failed; its log says more.", null);
    }

    /**
     * An answer that nobody could complete.
     *
     * @param model the name that the client asked for
     */
    public static ChatError of(AnswerFailed failed, String model) {
        return switch (failed.reason()) {
            case DEADLINE -> failure(504, "deadline_exceeded", "The time for this request is up", failed);
            case NO_TARGET_LEFT -> noTargetLeft(failed, model);
        };
    }

    private static ChatError noTargetLeft(AnswerFailed failed, String model) {
        List<Failure> failures = failed.failures();
        ChatError callers = callersFault(failed.cause());
        if (callers != null) {
            return callers;
        }
        String what = "No target of '" + model + "' could complete the answer";
        if (failures.stream().allMatch(Failure.RateLimited.class::isInstance)) {
            Duration wait = shortestWait(failures);
            return new ChatError(429, "rate_limit_error", "rate_limit_exceeded", null, sentence(what, failures), wait);
        }
        if (failures.stream().allMatch(Failure.Silent.class::isInstance)) {
            return failure(504, "upstream_timeout", what + " in time", failed);
        }
        if (failures.stream().allMatch(ChatError::isOurs)) {
            return failure(502, "upstream_refused", what, failed);
        }
        return failure(503, "upstream_unavailable", what, failed);
    }

    private static ChatError failure(int status, String code, String what, AnswerFailed failed) {
        return new ChatError(status, "upstream_error", code, null, sentence(what, failed.failures()), null);
    }

    /** The provider's own words go back to the caller when the request is at fault. */
    private static @Nullable ChatError callersFault(@Nullable Failure cause) {
        return switch (cause) {
            case Failure.CallerFault fault -> callers(fault.status(), fault.detail(), fault.error(), "invalid_request");
            case Failure.ContextLength longer ->
                callers(longer.status(), longer.detail(), longer.error(), "context_length_exceeded");
            case Failure.ContentPolicy refused ->
                callers(refused.status(), refused.detail(), refused.error(), "content_policy_violation");
            case null, default -> null;
        };
    }

    private static ChatError callers(int status, String detail, ProviderError error, String code) {
        return new ChatError(
                status,
                error.type().isEmpty() ? typeOf(status) : error.type(),
                error.code().isEmpty() ? code : error.code(),
                error.param(),
                error.message().isEmpty() ? "The provider refused the request: " + detail + "." : error.message(),
                null);
    }

    /** What is wrong between the gateway and its provider; the client's key was right, so it is never a 401. */
    private static boolean isOurs(Failure failure) {
        return failure instanceof Failure.CredentialRefused
                || failure instanceof Failure.QuotaExhausted
                || failure instanceof Failure.ModelGone;
    }

    private static @Nullable Duration shortestWait(List<Failure> failures) {
        return failures.stream()
                .map(failure -> failure instanceof Failure.RateLimited limited ? limited.retryAfter() : null)
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .orElse(null);
    }

    private static String sentence(String what, List<Failure> failures) {
        return failures.isEmpty()
                ? what + "."
                : what + ": "
                        + failures.stream()
                                .map(failure -> failure.target() + ": " + failure.detail())
                                .collect(Collectors.joining("; "))
                        + ".";
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> "invalid_request_error";
        };
    }

    /** The error as a JSON body. */
    public byte[] json() {
        ObjectNode error = Json.TREES
                .createObjectNode()
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        ObjectNode body = Json.TREES.createObjectNode();
        body.set("error", error);
        return Json.TREES.writeValueAsBytes(body);
    }
}
