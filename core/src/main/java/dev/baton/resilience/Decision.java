package dev.baton.resilience;

import dev.baton.answer.Part;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done about a failure. The relay obeys and judges nothing. */
public sealed interface Decision {

    /**
     * The same target again, after a delay.
     *
     * @param otherwise what to do where no more may be repeated now; is no {@code Retry}
     */
    record Retry(Plan plan, Duration delay, Decision otherwise) implements Decision {}

    /** The whole answer, by the next step: the client has none of its text yet. */
    record Restart(Plan plan) implements Decision {}

    /** The rest of the answer, from where the client's text ends. */
    record Continue(Plan plan) implements Decision {}

    /** Nothing: the client has the whole answer, and all that it lacks is this finish. */
    record Complete(Part.Finish finish) implements Decision {}

    /**
     * Nobody can finish this answer.
     *
     * @param cause what to tell the client: the first failure, unless a later one shows that the request is at fault; null
     *     when nobody was asked
     * @param failures of all attempts, in order
     * @param passedOver who was left and is not to be asked now; failures or these, or both
     * @param retryAfter until another request may be served, as far as is known; null when asking again cannot help
     */
    record GiveUp(
            @Nullable Failure cause,
            List<Failure> failures,
            List<PassedOver> passedOver,
            @Nullable Duration retryAfter) implements Decision {
        public GiveUp {
            failures = List.copyOf(failures);
            passedOver = List.copyOf(passedOver);
        }
    }
}
