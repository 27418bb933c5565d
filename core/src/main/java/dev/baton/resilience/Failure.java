package dev.baton.resilience;

import dev.baton.route.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt gave no complete answer. One case for each reaction we have, not for each status code.
 */
public sealed interface Failure {

    Target target();

    /** What was seen, for operators and for the client's error: no key, no prompt. */
    String detail();

    /** Whether the target does not serve this until somebody mends something: waiting a little does not help. */
    default boolean isLasting() {
        return this instanceof QuotaExhausted
                || this instanceof CredentialRefused
                || this instanceof ModelGone
                || this instanceof Unfit;
    }

    /** Whether asking the same target once more may help. */
    default boolean mayHeal() {
        return switch (this) {
            case Transient ignored -> true;
            case Unavailable ignored -> true;
            case Interrupted ignored -> true;
            case RateLimited limited -> limited.retryAfter() == null;
            case Silent ignored -> false;
            case QuotaExhausted ignored -> false;
            case CredentialRefused ignored -> false;
            case ModelGone ignored -> false;
            case CallerFault ignored -> false;
            case ContextLength ignored -> false;
            case ContentPolicy ignored -> false;
            case PrefillRefused ignored -> false;
            case SeamFailed ignored -> false;
            case Unfit ignored -> false;
        };
    }

    /** How long the target asks to be left alone, zero where it does not say. */
    default Duration pause() {
        return this instanceof RateLimited limited && limited.retryAfter() != null
                ? limited.retryAfter()
                : Duration.ZERO;
    }

    /** One fault that is not overload: asking the same target once more is worth it. */
    record Transient(Target target, String detail) implements Failure {}

    /** Nothing usable came back: the next target is the better one to ask. */
    record Unavailable(Target target, String detail) implements Failure {}

    /** Nothing came at all for as long as we wait: never asked twice for one answer. */
    record Silent(Target target, String detail) implements Failure {}

    /** The provider asks us to slow down; {@code retryAfter} is null when it did not say for how long. */
    record RateLimited(
            Target target, String detail, @Nullable Duration retryAfter) implements Failure {}

    /** Nothing is left to spend there: waiting does not help. */
    record QuotaExhausted(Target target, String detail) implements Failure {}

    /** The provider refuses our key. */
    record CredentialRefused(Target target, String detail) implements Failure {}

    /** The provider does not know the model. */
    record ModelGone(Target target, String detail) implements Failure {}

    /** The request is at fault, and would be everywhere. */
    record CallerFault(Target target, String detail, int status, ProviderError error) implements Failure {}

    /** The prompt is too long for this target; a larger one may take it. */
    record ContextLength(Target target, String detail, int status, ProviderError error) implements Failure {}

    /**
     * The target cannot serve this very request. Says nothing about its health.
     *
     * @param code a word for programs
     * @param param the client's field that it is about, null when it is none
     */
    record Unfit(
            Target target,
            String detail,
            String code,
            @Nullable String param,
            Why why) implements Failure {

        /** What is in the way. */
        public enum Why {
            /** The target's protocol has no words for it, so the target is not asked. */
            INEXPRESSIBLE,
            /** It cannot be read, so that nobody is asked who does not speak the client's own protocol. */
            MALFORMED,
            /** The target says that what the request refers to is not there. */
            NOT_THERE
        }

        /** Whether a call was made. */
        boolean asked() {
            return why == Why.NOT_THERE;
        }

        /** Whether it is the request that must be mended. */
        public boolean isOfTheRequest() {
            return why == Why.MALFORMED;
        }
    }

    /** The provider refuses to answer this content. */
    record ContentPolicy(Target target, String detail, int status, ProviderError error) implements Failure {}

    /** The target does not continue an assistant message; says nothing about its health. */
    record PrefillRefused(Target target, String detail) implements Failure {}

    /**
     * What the target said could not be joined to what the client has, or gave a whole that is not what the client asked for;
     * says nothing about its health.
     */
    record SeamFailed(Target target, String detail) implements Failure {}

    /** An answer that began and did not end: cut, malformed, aborted, or an error in its middle. */
    record Interrupted(Target target, String detail) implements Failure {}
}
