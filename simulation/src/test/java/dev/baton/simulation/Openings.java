package dev.baton.simulation;

import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import dev.baton.resilience.RequestTraits;
import dev.baton.route.Continuation;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.Target;
import dev.baton.simulation.Asked.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /** Whether a call made the same once more, or was the best of what was open. */
    boolean isRightlyChosen(int index) {
        SimulatedCall call = calls.get(index);
        if (!isAtSeam(index) && isRepeat(calls.get(index - 1), call)) {
            return true;
        }
        List<Way> open = open(index, call.asked().delivered());
        Way chosen = new Way(call.asked().target(), call.asked().manner());
        return open.isEmpty()
                ? asked(opening(index)).contains(chosen.target)
                : open.contains(chosen) && rank(chosen) == rank(open.getFirst());
    }

    private boolean isAtSeam(int index) {
        return answer.contribution(calls.get(index - 1)).isUseful();
    }

    /** A target, and how it could be asked. */
    private record Way(Target target, Manner manner) {}

    /** What may be tried before this call of targets that were not asked in earlier openings, the best first. */
    private List<Way> open(int index, String delivered) {
        int opening = opening(index);
        Set<Target> closed = asked(opening);
        Set<Way> tried = new HashSet<>();
        for (int i = opening; i < index; i++) {
            tried.add(
                    new Way(calls.get(i).asked().target(), calls.get(i).asked().manner()));
            boolean again = i + 1 < index && isRepeat(calls.get(i), calls.get(i + 1));
            if (!again && (delivered.isBlank() || !isOfTheWay(failures.get(i)))) {
                closed.add(calls.get(i).asked().target());
            }
        }
        return answer.targets().stream()
                .filter(target -> !closed.contains(target))
                .flatMap(target -> manners(target, delivered).map(manner -> new Way(target, manner)))
                .filter(way -> !tried.contains(way))
                .sorted(Comparator.comparingInt(this::rank))
                .toList();
    }

    /** Where the opening began that a call belongs to. */
    private int opening(int index) {
        int first = index;
        while (first > 0 && !isAtSeam(first)) {
            first--;
        }
        return first;
    }

    /** Whether it says something of how the target was asked, and nothing of the target. */
    private static boolean isOfTheWay(Failure failure) {
        return failure instanceof Failure.PrefillRefused
                || failure instanceof Failure.SeamFailed
                || failure instanceof Failure.CallerFault;
    }

    private Stream<Manner> manners(Target target, String delivered) {
        return delivered.isBlank()
                ? Stream.of(Manner.BEGIN)
                : policy.resume().ladder().stream()
                        .filter(rung -> can(target, rung))
                        .map(Openings::manner);
    }

    private static Manner manner(Rung rung) {
        return switch (rung) {
            case PREFILL -> Manner.PREFILL;
            case REPLAY -> Manner.REPLAY;
            case ANCHOR -> Manner.ANCHOR;
        };
    }

    /** Rung by rung, and on each the targets in the order of their tiers. */
    private int rank(Way way) {
        List<Manner> rungs =
                policy.resume().ladder().stream().map(Openings::manner).toList();
        return rungs.indexOf(way.manner) * answer.targets().size() + tier(way.target);
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

    private boolean can(Target target, Rung rung) {
        RequestTraits traits = answer.chat().traits();
        return switch (rung) {
            case PREFILL -> traits.prefillable() && goesOn(target);
            case REPLAY -> traits.deterministic();
            case ANCHOR -> traits.prefillable();
        };
    }

    /** Behind thoughts only servers whose thinking can be switched off. */
    private boolean goesOn(Target target) {
        return answer.hasThoughts()
                ? target.continuation() == Continuation.CONTINUE_FINAL_MESSAGE
                : target.continuation() != Continuation.NONE;
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
        boolean unfit = failures.getLast() instanceof Failure.SeamFailed;
        return !done
                && !unfit
                && policy.resume().enabled()
                && answer.chat().traits().continuable();
    }

    private boolean nobodyIsLeft() {
        return open(calls.size(), answer.text()).isEmpty();
    }
}
