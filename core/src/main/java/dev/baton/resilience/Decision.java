package dev.baton.resilience;

import java.time.Duration;
import java.util.List;

/** What is done about a failure. The relay obeys and judges nothing. */
public sealed interface Decision {

    /** The same target again, after a delay. */
    record Retry(Plan plan, Duration delay) implements Decision {}

    /** The whole answer, by the next step: the client has none of its text yet. */
    record Restart(Plan plan) implements Decision {}

    /** The rest of the answer, from where the client's text ends. */
    record Continue(Plan plan) implements Decision {}

    /**
     * Nobody can finish this answer.
     *
     * @param cause what to tell the client: the first failure, unless a later one shows that the request is at fault
     * @param failures of all attempts, in order, never empty
     */
    record GiveUp(Failure cause, List<Failure> failures) implements Decision {
        public GiveUp {
            failures = List.copyOf(failures);
        }
    }
}
