package dev.baton.relay;

import dev.baton.resilience.Failure;
import dev.baton.resilience.Step;
import java.time.Duration;

/** Something that happened to an answer. Its text is for people and says nothing of the prompt or the answer. */
public sealed interface Moment {

    /** Since the request came. */
    Duration at();

    /** A call began: the first, another one from the beginning, or the same target again. */
    record Asked(Duration at, int attempt, Step step) implements Moment {
        @Override
        public String toString() {
            return "attempt " + attempt + " asks " + step;
        }
    }

    /**
     * A call began that goes on where the client's text ends.
     *
     * @param characters that the client has
     */
    record Seam(Duration at, int attempt, Step step, long characters) implements Moment {
        @Override
        public String toString() {
            return "attempt " + attempt + " asks " + step + " to go on after " + characters + " characters";
        }
    }

    /** The first useful event of an attempt was handed to the client. */
    record Answering(Duration at, int attempt, Step step) implements Moment {
        @Override
        public String toString() {
            return step.target() + " answers";
        }
    }

    /**
     * An attempt failed.
     *
     * @param events useful ones that it delivered
     */
    record Broke(Duration at, int attempt, Failure failure, long events) implements Moment {
        @Override
        public String toString() {
            String after = events == 0 ? " failed: " : " broke off after " + events + " events: ";
            return failure.target() + after + failure.detail();
        }
    }

    /** The same target is asked again after a delay. */
    record Waiting(Duration at, Duration delay) implements Moment {
        @Override
        public String toString() {
            return "waits " + delay.toMillis() + " ms to ask the same target again";
        }
    }

    /**
     * The answer is over.
     *
     * @param events useful ones that the client got
     * @param characters of text and reasoning that the client got
     */
    record Ended(Duration at, Outcome outcome, long events, long characters) implements Moment {
        @Override
        public String toString() {
            return outcome.text() + " after " + events + " events, " + characters + " characters";
        }
    }

    /** How an answer ended. */
    enum Outcome {
        /** The client has everything. */
        COMPLETE("complete"),
        /** Nobody could complete it, and the client was told so. */
        FAILED("given up"),
        /** The client left. */
        CLIENT_LEFT("the client left");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
