package dev.baton.resilience;

import dev.baton.route.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What failures mean with the providers we know, after an application's own classifiers have had their say. */
final class BuiltInClassifier {

    private final InstantSource clock;

    /** @param clock for a Retry-After that is a date */
    BuiltInClassifier(InstantSource clock) {
        this.clock = clock;
    }

    /** Judges anything: it is the last to be asked. */
    Failure judge(Step step, Observation seen) {
        Target target = step.target();
        return switch (seen) {
            case Observation.Refused answer -> refused(step, answer);
            case Observation.ErrorEvent event -> inBand(step, ProviderError.read(event.error()));
            case Observation.Lost lost -> lost(target, lost);
            case Observation.Quiet quiet -> new Failure.Silent(target, quiet.detail());
            case Observation.Untrue untrue -> new Failure.Interrupted(target, untrue.detail());
            case Observation.Unaligned unaligned -> new Failure.SeamFailed(target, unaligned.detail());
        };
    }

    private static Failure lost(Target target, Observation.Lost lost) {
        return switch (lost.stage()) {
            case CONNECT, PROTOCOL -> new Failure.Unavailable(target, lost.detail());
            case BEFORE_HEADERS -> new Failure.Transient(target, lost.detail());
            case BODY -> new Failure.Interrupted(target, lost.detail());
        };
    }

    private Failure refused(Step step, Observation.Refused answer) {
        ProviderError error = ProviderError.read(answer.body(), answer.headers());
        String detail = detail("HTTP " + answer.status(), error);
        return byStatus(step, answer.status(), answer.headers(), error, detail);
    }

    /** An error within a 200: some servers put the status into the error's code. */
    private Failure inBand(Step step, ProviderError error) {
        String detail = detail("an error in the stream", error);
        int status = statusOf(error);
        return status == 0
                ? new Failure.Interrupted(step.target(), detail)
                : byStatus(step, status, Map.of(), error, detail);
    }

    private static int statusOf(ProviderError error) {
        if (error.statusInCode() != 0) {
            return error.statusInCode();
        }
        int known = ofAnthropic(error.type());
        if (known != 0) {
            return known;
        }
        if (error.mentions("rate_limit", "insufficient_quota", "resource_exhausted")) {
            return 429;
        }
        // OpenAI Responses, as an event within a 200.
        if (error.mentions("server_is_overloaded", "slow_down")) {
            return 503;
        }
        return error.mentions(
                        "invalid_request_error",
                        "invalid_prompt",
                        "context_length_exceeded",
                        "content_policy_violation")
                ? 400
                : 0;
    }

    /** Anthropic's error types are its statuses in words. */
    private static int ofAnthropic(String type) {
        return switch (type) {
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "api_error" -> 500;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 0;
        };
    }

    private Failure byStatus(Step step, int status, Map<String, String> headers, ProviderError error, String detail) {
        Target target = step.target();
        return switch (status) {
            case 400, 405, 406, 413, 415, 422 -> requestRefused(step, status, error, detail);
            case 401 -> credentialRefused(target, status);
            case 403 -> forbidden(target, error, detail);
            case 402 -> new Failure.QuotaExhausted(target, detail);
            case 404 -> notFound(target, error, detail);
            case 429 -> tooMuch(target, error, detail, wait(headers, error));
            case 500, 502, 504 -> new Failure.Transient(target, detail);
            default -> new Failure.Unavailable(target, detail);
        };
    }

    private static Failure notFound(Target target, ProviderError error, String detail) {
        return isKeptElsewhere(error) ? keptElsewhere(target, error, detail) : new Failure.ModelGone(target, detail);
    }

    /**
     * OpenAI's words for an answer, an item or thoughts that it does not have or cannot read, because they were made by another
     * account or another vendor. Whoever made them is perhaps among the other targets.
     */
    private static boolean isKeptElsewhere(ProviderError error) {
        return error.mentions(
                "previous_response_not_found",
                "previous response with id",
                "item with id",
                "conversation with id",
                "invalid_encrypted_content",
                "encrypted content for item");
    }

    private static Failure keptElsewhere(Target target, ProviderError error, String detail) {
        String code = error.code().isEmpty() ? "not_found" : error.code();
        return new Failure.Unfit(target, detail, code, error.param(), Failure.Unfit.Why.NOT_THERE);
    }

    private @Nullable Duration wait(Map<String, String> headers, ProviderError error) {
        Duration asked = RetryAfter.read(headers, clock);
        return asked == null ? RetryAfter.inBody(error.retryDelay(), clock) : asked;
    }

    /** OpenRouter says it of a prompt, too. */
    private static Failure forbidden(Target target, ProviderError error, String detail) {
        return error.mentions("moderation", "flagged")
                ? new Failure.ContentPolicy(target, detail, 400, error)
                : credentialRefused(target, 403);
    }

    /** Not in the provider's words, which like to repeat a part of the key. */
    private static Failure credentialRefused(Target target, int status) {
        return new Failure.CredentialRefused(target, "HTTP " + status + ", the gateway's key was refused");
    }

    private static Failure requestRefused(Step step, int status, ProviderError error, String detail) {
        Target target = step.target();
        if (step.opening() == Opening.PREFILL && refusesPrefill(error)) {
            return new Failure.PrefillRefused(target, detail);
        }
        // Google's 400 for what others answer with 401.
        if (error.mentions("api key not valid", "api key expired", "api_key_invalid")) {
            return credentialRefused(target, status);
        }
        Failure ofAws = refusedByAws(target, status, error, detail);
        if (ofAws != null) {
            return ofAws;
        }
        // Anthropic's 400 for an account that is used up.
        if (error.mentions("credit balance", "billing_error")) {
            return new Failure.QuotaExhausted(target, detail);
        }
        if (isKeptElsewhere(error)) {
            return keptElsewhere(target, error, detail);
        }
        if (isTooLong(error)) {
            return new Failure.ContextLength(target, detail, status, error);
        }
        if (error.mentions("content_policy", "content_filter", "responsibleaipolicy", "content management policy")) {
            return new Failure.ContentPolicy(target, detail, status, error);
        }
        return new Failure.CallerFault(target, detail, status, error);
    }

    /** What AWS answers with 400 and others do not; null for the rest. */
    private static @Nullable Failure refusedByAws(Target target, int status, ProviderError error, String detail) {
        if (error.mentions("unrecognizedclient", "expiredtoken", "incompletesignature")) {
            return credentialRefused(target, status);
        }
        if (error.mentions("model identifier is invalid", "on-demand throughput isn", "access to the model with")) {
            return new Failure.ModelGone(target, detail);
        }
        return error.mentions("servicequotaexceeded") ? new Failure.RateLimited(target, detail, null) : null;
    }

    /** The words of OpenAI, vLLM, llama.cpp, Anthropic, Google and AWS for a prompt that does not fit. */
    private static boolean isTooLong(ProviderError error) {
        return error.mentions(
                "context_length",
                "context length",
                "context_size",
                "context size",
                "maximum context",
                "context window",
                "prompt is too long",
                "input is too long",
                "input token count");
    }

    /** The words of Anthropic, DeepSeek, Mistral, Gemini and llama.cpp for "the last message must not be mine". */
    private static boolean refusesPrefill(ProviderError error) {
        return error.mentions(
                "prefill",
                "prefix",
                "partial",
                "continue_final_message",
                "must end with a user",
                "last role",
                "last message",
                "ending with a model turn",
                "assistant message");
    }

    private static Failure tooMuch(Target target, ProviderError error, String detail, @Nullable Duration retryAfter) {
        // Google tells of its billing page whatever the quota; where waiting helps it says how long.
        return error.retryDelay() == null && error.mentions("insufficient_quota", "billing", "credit")
                ? new Failure.QuotaExhausted(target, detail)
                : new Failure.RateLimited(target, detail, retryAfter);
    }

    private static String detail(String what, ProviderError error) {
        String summary = error.summary();
        return summary.isEmpty() ? what : what + " (" + summary + ")";
    }
}
