package dev.baton.relay;

import dev.baton.answer.FinishReason;
import dev.baton.resilience.Failure;
import dev.baton.resilience.HealthChange;
import dev.baton.resilience.PassedOver;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Something that happened to an answer. Its text is for people and says nothing of the prompt or the answer. */
public sealed interface Moment {

    /** Since the request came. */
    Duration at();

    /** A call began. */
    sealed interface Began extends Moment {

        /** How many calls had begun by then. */
        int attempt();

        Step step();

        /** Fields of the client's request that this target is not told. */
        List<String> dropped();
    }

    /** A call began: the first, another one from the beginning, or the same target again. */
    record Asked(Duration at, int attempt, Step step, List<String> dropped) implements Began {
        @Override
        public String toString() {
            return "attempt " + attempt + " asks " + step + without(dropped);
        }
    }

    /** A target was not asked, because its protocol cannot express the request. */
    record Unfit(Duration at, Failure.Unfit failure) implements Moment {
        @Override
        public String toString() {
            return failure.target() + " is passed over: " + failure.detail();
        }
    }

    /**
     * A call began that goes on where the client's text ends.
     *
     * @param characters that the client has
     */
    record Seam(Duration at, int attempt, Step step, long characters, List<String> dropped) implements Began {
        @Override
        public String toString() {
            return "attempt " + attempt + " asks " + step + " to go on after " + characters + " characters"
                    + without(dropped);
        }
    }

    /**
     * A call began beside one that is under way.
     *
     * @param dropped fields of the client's request that this target is not told
     * @param late who keeps the client waiting
     */
    record Hedged(Duration at, int attempt, Step step, List<String> dropped, Target late) implements Began {
        @Override
        public String toString() {
            return "attempt " + attempt + " also asks " + step + ", because " + late + " keeps it waiting"
                    + without(dropped);
        }
    }

    private static String without(List<String> dropped) {
        return dropped.isEmpty() ? "" : " (without " + String.join(", ", dropped) + ")";
    }

    /** An attempt was cancelled, because the one beside it was the first to answer. */
    record Outrun(Duration at, int attempt, Target target) implements Moment {
        @Override
        public String toString() {
            return target + " was slower, and is asked no longer";
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

    /** A target was left out although it was its turn. */
    record Skipped(Duration at, PassedOver who) implements Moment {
        @Override
        public String toString() {
            return who.toString();
        }
    }

    /** The end of an attempt changes whom the answers to come will ask. */
    record HealthChanged(Duration at, HealthChange change) implements Moment {
        @Override
        public String toString() {
            return change.toString();
        }
    }

    /** A target that should continue an answer refused to: no answer asks it to for a while. */
    record LearnedRefusal(Duration at, Target target, Duration remembered) implements Moment {
        @Override
        public String toString() {
            return target + " is not asked to continue an answer for " + remembered.toMinutes() + " minutes";
        }
    }

    /** The client has all that it may have: only the finish was missing, and is told without another call. */
    record Settled(Duration at, FinishReason reason) implements Moment {
        @Override
        public String toString() {
            return "all is said, finish " + reason.name().toLowerCase(Locale.ROOT);
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
     * @param shares who delivered which of the events, in order
     */
    record Ended(Duration at, Outcome outcome, long events, long characters, List<Share> shares) implements Moment {
        @Override
        public String toString() {
            String who = shares.stream().map(Share::toString).collect(Collectors.joining(", "));
            return outcome.text() + ": " + events + " events, " + characters + " characters"
                    + (who.isEmpty() ? "" : " (" + who + ")");
        }
    }

    /** Events {@code from} to {@code to} of an answer, counted from 1, came from this target. */
    record Share(Target target, long from, long to) {
        @Override
        public String toString() {
            return target + " " + from + "-" + to;
        }
    }

    /** How an answer ended. */
    enum Outcome {
        /** The client has everything. */
        COMPLETE("complete"),
        /** Nobody could complete it, and the client was told so. */
        FAILED("given up"),
        /** The client left, or was cut because it took nothing. */
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
