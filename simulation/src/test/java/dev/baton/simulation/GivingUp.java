package dev.baton.simulation;

import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import java.util.List;

/** Whether an answer that nobody completed was given up rightly. */
final class GivingUp {

    private static final int CALLS_PER_OPENING = 3;

    private final Episode answer;
    private final Openings openings;
    private final Choices choices;
    private final List<SimulatedCall> calls;
    private final List<Failure> failures;

    GivingUp(Episode answer, Openings openings, Choices choices) {
        this.answer = answer;
        this.openings = openings;
        this.choices = choices;
        this.calls = answer.calls();
        this.failures = answer.story().failures();
    }

    /** Whether nobody was left who had not been asked and could have gone on, or a bound was reached. */
    boolean isRight(AnswerFailed failed) {
        if (calls.isEmpty()) {
            return choices.nobodyIsLeft() && answer.ended() == answer.began();
        }
        return openings.isAtSeam(calls.size())
                ? !mayContinue() || openings.seams() + 1 > maxSeams() || choices.nobodyIsLeft()
                : isAtTheCaller(failed) || openings.lastCalls() >= CALLS_PER_OPENING || choices.nobodyIsLeft();
    }

    private int maxSeams() {
        return answer.policy().resume().maxSeams();
    }

    private boolean isAtTheCaller(AnswerFailed failed) {
        long tooLong = failures.stream()
                .filter(Failure.ContextLength.class::isInstance)
                .count();
        boolean callers =
                failed.cause() instanceof Failure.CallerFault || failed.cause() instanceof Failure.ContentPolicy;
        return answer.contribution(calls.getFirst()).isFirst()
                && openings.seams() == 0
                && (tooLong > 1 || (callers && failed.cause() == failures.getLast()));
    }

    private boolean mayContinue() {
        boolean done = calls.stream()
                .map(answer::contribution)
                .anyMatch(given -> given.tools() > 0
                        || given.finishes() > 0
                        || !given.refusal().isEmpty()
                        || !given.second().isEmpty());
        boolean unfit = failures.getLast() instanceof Failure.SeamFailed;
        return !done
                && !unfit
                && answer.policy().resume().enabled()
                && answer.chat().traits().continuable();
    }
}
