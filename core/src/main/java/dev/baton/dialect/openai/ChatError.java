package dev.baton.dialect.openai;

import dev.baton.dialect.BadRequest;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import dev.baton.resilience.PassedOver;
import dev.baton.resilience.ProviderError;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as a client of the OpenAI protocol reads it: {@code {"error":{"message","type","param","code"}}}.
 *
 * @param status the HTTP status for as long as none has been sent
 * @param message for people: what failed, where, in which order; no key, no prompt
 * @param retryAfter when another try may help; null when nobody knows, or it cannot
 * @param isFinal whether another try cannot help
 */
public record ChatError(
        int status,
        String type,
        String code,
        @Nullable String param,
        String message,
        @Nullable Duration retryAfter,
        boolean isFinal) {

    /** Clients give up where they are asked to wait longer than this (openai-python: 120 s, anthropic-python: 60 s). */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** A body that came too slowly; all other faults of a request are there again when it is sent again. */
    private static final int REQUEST_TIMEOUT = 408;

    /** As good as no wait, and enough to be sent to another gateway or to find this one with less to do. */
    private static final Duration IN_A_MOMENT = Duration.ofSeconds(1);

    private static final String SHUT_DOWN = "The gateway is shutting down and could not finish this answer";

    /** An error of the client's request. */
    public static ChatError of(BadRequest fault) {
        return new ChatError(
                fault.status(),
                typeOf(fault.status()),
                fault.code(),
                fault.param(),
                fault.text(),
                null,
                fault.status() != REQUEST_TIMEOUT);
    }

    /** The gateway's own fault, which says nothing of what is inside. */
    public static ChatError internal() {
        return new ChatError(
                500, "server_error", "internal_error", null, "The gateway failed; its log says more.", null, false);
    }

    /**
     * The gateway cannot take the request now, which says nothing against it.
     *
     * @param code a word for programs, such as {@code server_shutdown}
     */
    public static ChatError notNow(String code, String message) {
        return new ChatError(503, "server_error", code, null, message, IN_A_MOMENT, false);
    }

    /**
     * An answer that nobody could complete.
     *
     * @param model the name that the client asked for
     */
    public static ChatError of(AnswerFailed failed, String model) {
        return switch (failed.reason()) {
            case DEADLINE -> late("deadline_exceeded", "The time for this request is up", failed);
            case SHUTDOWN -> notNow("server_shutdown", sentence(SHUT_DOWN, failed));
            case NO_TARGET_LEFT -> noTargetLeft(failed, model);
        };
    }

    private static ChatError noTargetLeft(AnswerFailed failed, String model) {
        List<Failure> failures = failed.failures();
        ChatError callers = callersFault(failed.cause());
        if (callers != null) {
            return callers;
        }
        if (failures.isEmpty()) {
            return unavailable("No target of '" + model + "' is to be asked now", failed);
        }
        String what = "No target of '" + model + "' could complete the answer";
        if (failures.stream().allMatch(Failure.RateLimited.class::isInstance)) {
            return waiting(429, "rate_limit_error", "rate_limit_exceeded", what, failed);
        }
        if (failures.stream().allMatch(Failure.Silent.class::isInstance)) {
            return late("upstream_timeout", what + " in time", failed);
        }
        // The client's key was right, so what is wrong between the gateway and its providers is never a 401.
        if (failures.stream().allMatch(Failure::isLasting)
                && failed.passedOver().isEmpty()) {
            return new ChatError(502, "upstream_error", "upstream_refused", null, sentence(what, failed), null, true);
        }
        return unavailable(what, failed);
    }

    private static ChatError late(String code, String what, AnswerFailed failed) {
        return new ChatError(504, "upstream_error", code, null, sentence(what, failed), null, false);
    }

    private static ChatError unavailable(String what, AnswerFailed failed) {
        return waiting(503, "upstream_error", "upstream_unavailable", what, failed);
    }

    private static ChatError waiting(int status, String type, String code, String what, AnswerFailed failed) {
        Duration wait = failed.retryAfter();
        Duration told = wait == null || wait.compareTo(LONGEST_WAIT) <= 0 ? wait : LONGEST_WAIT;
        return new ChatError(status, type, code, null, sentence(what, failed), told, told == null);
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
                null,
                true);
    }

    private static String sentence(String what, AnswerFailed failed) {
        String reasons = Stream.concat(
                        failed.failures().stream().map(failure -> failure.target() + ": " + failure.detail()),
                        failed.passedOver().stream().map(PassedOver::toString))
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? what + "." : what + ": " + reasons + ".";
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
