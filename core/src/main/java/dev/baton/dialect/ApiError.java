package dev.baton.dialect;

import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import dev.baton.resilience.PassedOver;
import dev.baton.resilience.ProviderError;
import dev.baton.route.Protocol;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error to be told to a client, in whatever dialect it speaks.
 *
 * @param status the HTTP status for as long as none has been sent, in dialects that have no other for this kind
 * @param code a word for programs
 * @param param the field of the request that is at fault, null when it is none
 * @param message for people: what failed, where, in which order; no key, no prompt
 * @param retryAfter when another try may help; null when nobody knows, or it cannot
 * @param isFinal whether another try cannot help
 * @param vendor what the provider calls it, null when the error is not a provider's
 */
public record ApiError(
        int status,
        Kind kind,
        String code,
        @Nullable String param,
        String message,
        @Nullable Duration retryAfter,
        boolean isFinal,
        @Nullable Vendor vendor) {

    /** What kind of error it is: each dialect has its own word for each. */
    public enum Kind {
        INVALID_REQUEST,
        AUTHENTICATION,
        PERMISSION,
        NOT_FOUND,
        TOO_LARGE,
        RATE_LIMIT,
        UPSTREAM_TIMEOUT,
        UPSTREAM_UNAVAILABLE,
        /** The gateway's own key, quota or model was refused: never the client's fault. */
        UPSTREAM_REFUSED,
        /** The gateway cannot take the request now. */
        BUSY,
        INTERNAL
    }

    /** A provider's word for an error, in its protocol. */
    public record Vendor(Protocol protocol, String type) {}

    /** Clients give up where they are asked to wait longer than this (openai-python: 120 s, anthropic-python: 60 s). */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** A body that came too slowly; all other faults of a request are there again when it is sent again. */
    private static final int REQUEST_TIMEOUT = 408;

    /** As good as no wait, and enough to be sent to another gateway or to find this one with less to do. */
    private static final Duration IN_A_MOMENT = Duration.ofSeconds(1);

    private static final String SHUT_DOWN = "The gateway is shutting down and could not finish this answer";

    /**
     * An error of our own.
     *
     * @param isFinal whether another try cannot help
     */
    public static ApiError of(int status, Kind kind, String code, String message, boolean isFinal) {
        return new ApiError(status, kind, code, null, message, null, isFinal, null);
    }

    /** An error of the client's request. */
    public static ApiError of(BadRequest fault) {
        boolean isFinal = fault.status() != REQUEST_TIMEOUT;
        return new ApiError(
                fault.status(), kindOf(fault.status()), fault.code(), fault.param(), fault.text(), null, isFinal, null);
    }

    /** The gateway's own fault, which says nothing of what is inside. */
    public static ApiError internal() {
        return of(500, Kind.INTERNAL, "internal_error", "The gateway failed; its log says more.", false);
    }

    /**
     * The gateway cannot take the request now, which says nothing against it.
     *
     * @param code a word for programs, such as {@code server_shutdown}
     */
    public static ApiError notNow(String code, String message) {
        return new ApiError(503, Kind.BUSY, code, null, message, IN_A_MOMENT, false, null);
    }

    /**
     * An answer that nobody could complete.
     *
     * @param model the name that the client asked for
     */
    public static ApiError of(AnswerFailed failed, String model) {
        return switch (failed.reason()) {
            case DEADLINE -> late("deadline_exceeded", "The time for this request is up", failed);
            case SHUTDOWN -> notNow("server_shutdown", sentence(SHUT_DOWN, failed));
            case NO_TARGET_LEFT -> noTargetLeft(failed, model);
        };
    }

    private static ApiError noTargetLeft(AnswerFailed failed, String model) {
        ApiError callers = callersFault(failed.cause());
        if (callers != null) {
            return callers;
        }
        List<Failure> fit = failed.failures().stream()
                .filter(failure -> !(failure instanceof Failure.Unfit))
                .toList();
        if (fit.isEmpty()) {
            return nobodyFits(failed, model);
        }
        String what = "No target of '" + model + "' could complete the answer";
        if (fit.stream().allMatch(Failure.RateLimited.class::isInstance)) {
            return waiting(429, Kind.RATE_LIMIT, "rate_limit_exceeded", what, failed);
        }
        if (fit.stream().allMatch(Failure.Silent.class::isInstance)) {
            return late("upstream_timeout", what + " in time", failed);
        }
        // The client's key was right, so what is wrong between the gateway and its providers is never a 401.
        if (fit.stream().allMatch(Failure::isLasting) && failed.passedOver().isEmpty()) {
            return of(502, Kind.UPSTREAM_REFUSED, "upstream_refused", sentence(what, failed), true);
        }
        return unavailable(what, failed);
    }

    /** Because none of the targets can serve just this request, or it is not the time to ask them. */
    private static ApiError nobodyFits(AnswerFailed failed, String model) {
        boolean unfit = failed.passedOver().isEmpty();
        return unfit && failed.cause() instanceof Failure.Unfit first
                ? invalid(first, failed.failures().stream().map(Failure::detail).distinct())
                : unavailable("No target of '" + model + "' is to be asked now", failed);
    }

    private static ApiError invalid(Failure.Unfit unfit, Stream<String> details) {
        String message = details.collect(Collectors.joining(". ", "", "."));
        return new ApiError(400, Kind.INVALID_REQUEST, unfit.code(), unfit.param(), message, null, true, null);
    }

    private static ApiError late(String code, String what, AnswerFailed failed) {
        return of(504, Kind.UPSTREAM_TIMEOUT, code, sentence(what, failed), false);
    }

    private static ApiError unavailable(String what, AnswerFailed failed) {
        return waiting(503, Kind.UPSTREAM_UNAVAILABLE, "upstream_unavailable", what, failed);
    }

    private static ApiError waiting(int status, Kind kind, String code, String what, AnswerFailed failed) {
        Duration wait = failed.retryAfter();
        Duration told = wait == null || wait.compareTo(LONGEST_WAIT) <= 0 ? wait : LONGEST_WAIT;
        return new ApiError(status, kind, code, null, sentence(what, failed), told, told == null, null);
    }

    /** The provider's own words go back to the caller when the request is at fault, or those of the gateway that could not read it. */
    private static @Nullable ApiError callersFault(@Nullable Failure cause) {
        return switch (cause) {
            case Failure.Unfit unfit when unfit.isOfTheRequest() -> invalid(unfit, Stream.of(unfit.detail()));
            case Failure.CallerFault fault ->
                callers(fault.target(), fault.status(), fault.detail(), fault.error(), "invalid_request");
            case Failure.ContextLength longer ->
                callers(longer.target(), longer.status(), longer.detail(), longer.error(), "context_length_exceeded");
            case Failure.ContentPolicy refused ->
                callers(
                        refused.target(),
                        refused.status(),
                        refused.detail(),
                        refused.error(),
                        "content_policy_violation");
            case null, default -> null;
        };
    }

    private static ApiError callers(Target target, int status, String detail, ProviderError error, String code) {
        return new ApiError(
                status,
                kindOf(status),
                // A number is the status once more, and no word.
                error.code().isEmpty() || error.statusInCode() != 0 ? code : error.code(),
                error.param(),
                error.message().isEmpty() ? "The provider refused the request: " + detail + "." : error.message(),
                null,
                true,
                error.type().isEmpty()
                        ? null
                        : new Vendor(target.provider().protocol().dialect(), error.type()));
    }

    private static String sentence(String what, AnswerFailed failed) {
        String reasons = Stream.concat(
                        failed.failures().stream().map(failure -> failure.target() + ": " + failure.detail()),
                        failed.passedOver().stream().map(PassedOver::toString))
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? what + "." : what + ": " + reasons + ".";
    }

    private static Kind kindOf(int status) {
        return switch (status) {
            case 401 -> Kind.AUTHENTICATION;
            case 403 -> Kind.PERMISSION;
            case 404 -> Kind.NOT_FOUND;
            case 413 -> Kind.TOO_LARGE;
            case 429 -> Kind.RATE_LIMIT;
            default -> Kind.INVALID_REQUEST;
        };
    }

    /** What the provider calls it, if it speaks the protocol of the client. */
    public Optional<String> vendorType(Protocol client) {
        return Optional.ofNullable(vendor)
                .filter(word -> word.protocol == client)
                .map(Vendor::type);
    }
}
