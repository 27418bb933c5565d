package dev.baton.simulation;

import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import dev.baton.resilience.RequestTraits;
import dev.baton.route.Continuation;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The calls of an answer, divided where something was delivered; and who else could have been called. */
final class Openings {

    /** How long a target is left alone that is busy and does not say for how long; longer than any backoff here. */
    private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(1);

    private final Episode answer;
    private final RoutePolicy policy;
    private final List<SimulatedCall> calls;
    private final List<Failure> failures;
    private final List<List<SimulatedCall>> openings = new ArrayList<>();

    Openings(Episode answer) {
        this.answer = answer;
        this.policy = answer.policy();
        this.calls = answer.calls();
        this.failures = answer.story().failures();
        List<SimulatedCall> opening = new ArrayList<>();
        for (SimulatedCall call : calls) {
            opening.add(call);
            if (answer.contribution(call).isUseful()) {
                openings.add(opening);
                opening = new ArrayList<>();
            }
        }
        if (!opening.isEmpty()) {
            openings.add(opening);
        }
    }

    int seams() {
        return Math.max(0, openings.size() - 1);
    }

    int mostCalls() {
        return openings.stream().mapToInt(List::size).max().orElse(0);
    }

    /** How often the same was asked of the same target within one opening, at most. */
    int mostRepeats() {
        int most = 0;
        for (List<SimulatedCall> opening : openings) {
            int repeats = 0;
            for (int i = 1; i < opening.size(); i++) {
                repeats += isRepeat(opening.get(i - 1), opening.get(i)) ? 1 : 0;
            }
            most = Math.max(most, repeats);
        }
        return most;
    }

    private static boolean isRepeat(SimulatedCall before, SimulatedCall call) {
        return call.asked().target().equals(before.asked().target())
                && call.asked().manner() == before.asked().manner();
    }

    /** Whether the call went to the same target again, or to the first of those that could take over. */
    boolean isRightlyChosen(int index) {
        Target chosen = calls.get(index).asked().target();
        if (chosen.equals(calls.get(index - 1).asked().target()) && !isAtSeam(index)) {
            return true;
        }
        Set<Target> asked = asked(index);
        boolean blank = calls.get(index).asked().delivered().isBlank();
        List<Target> fresh = answer.targets().stream()
                .filter(target -> !asked.contains(target) && (blank || canContinue(target)))
                .toList();
        return fresh.isEmpty()
                ? asked.contains(chosen)
                : fresh.contains(chosen) && tier(chosen) == tier(fresh.getFirst());
    }

    private boolean isAtSeam(int index) {
        return answer.contribution(calls.get(index - 1)).isUseful();
    }

    private Set<Target> asked(int before) {
        Set<Target> asked = new HashSet<>();
        calls.subList(0, before).forEach(call -> asked.add(call.asked().target()));
        return asked;
    }

    private int tier(Target target) {
        for (int i = 0; i < answer.route().tiers().size(); i++) {
            if (answer.route().tiers().get(i).targets().stream()
                    .anyMatch(weighted -> weighted.target().equals(target))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a call came at once, or as long after the one before as a repetition must wait. */
    boolean isInTime(int index) {
        SimulatedCall before = calls.get(index - 1);
        SimulatedCall call = calls.get(index);
        Duration gap = Duration.ofNanos(call.began() - before.ended());
        boolean waits = isRepeat(before, call) && !isAtSeam(index);
        if (waits && !isWaitOf(failures.get(index - 1), gap)) {
            return !answer.client().isGreedy();
        }
        return waits || gap.isZero() || !answer.client().isGreedy();
    }

    private boolean isWaitOf(Failure failure, Duration gap) {
        if (failure instanceof Failure.RateLimited limited) {
            Duration pause = limited.retryAfter() == null ? UNNAMED_PAUSE : limited.retryAfter();
            return gap.equals(pause) && gap.compareTo(policy.retry().maxWait()) <= 0;
        }
        Duration backoff = policy.retry().backoff();
        return gap.compareTo(backoff.dividedBy(2)) >= 0 && gap.compareTo(backoff.plus(backoff.dividedBy(2))) <= 0;
    }

    private boolean canContinue(Target target) {
        RequestTraits traits = answer.chat().traits();
        boolean prefill = policy.resume().ladder().contains(Rung.PREFILL)
                && traits.prefillable()
                && target.continuation() != Continuation.NONE;
        return prefill || (policy.resume().ladder().contains(Rung.REPLAY) && traits.deterministic());
    }

    /** Whether nobody was left who had not been asked and could have gone on, or a bound was reached. */
    boolean mayGiveUp(AnswerFailed failed) {
        boolean delivered = answer.contribution(calls.getLast()).isUseful();
        if (delivered) {
            return !mayContinue() || seams() + 1 > policy.resume().maxSeams() || nobodyIsLeft();
        }
        return isAtTheCaller(failed) || openings.getLast().size() >= 3 || nobodyIsLeft();
    }

    private boolean isAtTheCaller(AnswerFailed failed) {
        long tooLong = failures.stream()
                .filter(Failure.ContextLength.class::isInstance)
                .count();
        boolean callers =
                failed.cause() instanceof Failure.CallerFault || failed.cause() instanceof Failure.ContentPolicy;
        return answer.contribution(calls.getFirst()).isFirst()
                && seams() == 0
                && (tooLong > 1 || (callers && failed.cause() == failures.getLast()));
    }

    private boolean mayContinue() {
        boolean done = calls.stream()
                .map(answer::contribution)
                .anyMatch(given -> given.tools() > 0
                        || given.finishes() > 0
                        || !given.refusal().isEmpty()
                        || !given.second().isEmpty());
        return !done && policy.resume().enabled() && answer.chat().traits().continuable();
    }

    private boolean nobodyIsLeft() {
        Set<Target> asked = asked(calls.size());
        boolean blank = answer.text().isBlank();
        return answer.targets().stream().noneMatch(target -> !asked.contains(target) && (blank || canContinue(target)));
    }
}
