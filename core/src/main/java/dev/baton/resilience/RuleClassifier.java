package dev.baton.resilience;

import dev.baton.route.ClassifyRule;
import dev.baton.route.FailureClass;
import dev.baton.route.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One {@code classify:} rule of a configuration. */
final class RuleClassifier implements FailureClassifier {

    private static final int BAD_REQUEST = 400;

    private final ClassifyRule rule;
    private final InstantSource clock;

    RuleClassifier(ClassifyRule rule, InstantSource clock) {
        this.rule = rule;
        this.clock = clock;
    }

    @Override
    public Optional<Failure> classify(Step step, Observation seen) {
        return switch (seen) {
            case Observation.Refused answer
            when matches(answer.status(), answer.body()) ->
                Optional.of(failure(step.target(), answer.status(), answer.headers(), answer.body()));
            case Observation.ErrorEvent event
            when matches(200, event.error()) ->
                Optional.of(failure(step.target(), BAD_REQUEST, Map.of(), event.error()));
            case Observation.Refused ignored -> Optional.empty();
            case Observation.ErrorEvent ignored -> Optional.empty();
            case Observation.Lost ignored -> Optional.empty();
            case Observation.Quiet ignored -> Optional.empty();
            case Observation.Untrue ignored -> Optional.empty();
            case Observation.Unaligned ignored -> Optional.empty();
        };
    }

    private boolean matches(int status, byte[] body) {
        Integer wanted = rule.status();
        String part = rule.bodyContains();
        return (wanted == null || wanted == status) && (part == null || ProviderError.contains(body, part));
    }

    private Failure failure(Target target, int status, Map<String, String> headers, byte[] body) {
        ProviderError error = ProviderError.read(body);
        // What is said about a key may repeat a part of it.
        String summary = rule.as() == FailureClass.CREDENTIAL_REFUSED ? "" : error.summary();
        String detail = "HTTP " + status + ", classified as " + rule.as().label()
                + (summary.isEmpty() ? "" : " (" + summary + ")");
        @Nullable Duration retryAfter = RetryAfter.read(headers, clock);
        return switch (rule.as()) {
            case TRANSIENT -> new Failure.Transient(target, detail);
            case UNAVAILABLE -> new Failure.Unavailable(target, detail);
            case RATE_LIMITED -> new Failure.RateLimited(target, detail, retryAfter);
            case QUOTA_EXHAUSTED -> new Failure.QuotaExhausted(target, detail);
            case CREDENTIAL_REFUSED -> new Failure.CredentialRefused(target, detail);
            case MODEL_GONE -> new Failure.ModelGone(target, detail);
            case CALLER_FAULT -> new Failure.CallerFault(target, detail, callerStatus(status), error);
            case CONTEXT_LENGTH -> new Failure.ContextLength(target, detail, callerStatus(status), error);
            case CONTENT_POLICY -> new Failure.ContentPolicy(target, detail, callerStatus(status), error);
            case PREFILL_REFUSED -> new Failure.PrefillRefused(target, detail);
        };
    }

    /** A fault of the caller is told with a status of the 400 class, whatever the provider used. */
    private static int callerStatus(int status) {
        return status >= 400 && status < 500 ? status : BAD_REQUEST;
    }
}
