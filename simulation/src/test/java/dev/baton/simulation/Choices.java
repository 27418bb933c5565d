package dev.baton.simulation;

import static java.util.Comparator.comparing;

import dev.baton.resilience.Failure;
import dev.baton.resilience.RequestTraits;
import dev.baton.route.Continuation;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.Target;
import dev.baton.simulation.Asked.Manner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who could have been asked whenever a call was made for an answer, and how. */
final class Choices {

    private final Episode answer;
    private final Reckoning reckoning;
    private final Openings openings;
    private final RoutePolicy policy;
    private final List<SimulatedCall> calls;
    private final List<Failure> failures;

    Choices(Episode answer, Openings openings, Reckoning reckoning) {
        this.answer = answer;
        this.reckoning = reckoning;
        this.openings = openings;
        this.policy = answer.policy();
        this.calls = answer.calls();
        this.failures = answer.story().failures();
    }

    /** A target, and how it could be asked. */
    private record Way(Target target, Manner manner) {

        static Way of(SimulatedCall call) {
            return new Way(call.asked().target(), call.asked().manner());
        }
    }

    /** Whether a call asked for the same once more, or was the best of what was open. */
    boolean isRight(int index) {
        Known known = known(index);
        if (known.isUnsure() || openings.isRepeat(index)) {
            return true;
        }
        Way chosen = Way.of(calls.get(index));
        Set<Target> behind = behind(index);
        List<Way> open = open(index, calls.get(index).asked().delivered(), known, behind);
        boolean askedBefore = asked(openings.begin(index)).contains(chosen.target);
        if (open.isEmpty()) {
            return askedBefore;
        }
        Way best = open.getFirst();
        return behind.contains(best.target)
                ? askedBefore || open.contains(chosen)
                : open.contains(chosen) && !behind.contains(chosen.target) && rank(chosen) == rank(best);
    }

    /** What may be tried before this call of targets that were not asked in earlier openings, the best first. */
    private List<Way> open(int index, String delivered, Known known, Set<Target> behind) {
        int opening = openings.begin(index);
        Set<Target> closed = asked(opening);
        Set<Way> tried = new HashSet<>();
        for (int i = opening; i < index; i++) {
            tried.add(Way.of(calls.get(i)));
            boolean again = i + 1 < index && openings.isRepeat(i + 1);
            if (!again && (delivered.isBlank() || !isOfTheWay(failures.get(i)))) {
                closed.add(calls.get(i).asked().target());
            }
        }
        return answer.targets().stream()
                .filter(target -> !closed.contains(target) && !known.isOut(target))
                .flatMap(target -> manners(target, delivered, known).map(manner -> new Way(target, manner)))
                .filter(way -> !tried.contains(way))
                .sorted(comparing((Way way) -> behind.contains(way.target)).thenComparing(this::rank))
                .toList();
    }

    /** Whether it says something of how the target was asked, and nothing of the target. */
    private static boolean isOfTheWay(Failure failure) {
        return failure instanceof Failure.PrefillRefused
                || failure instanceof Failure.SeamFailed
                || failure instanceof Failure.CallerFault;
    }

    /**
     * Targets that stand behind all others in this opening: those that were out when another was chosen; and at a seam, where
     * half an answer is at stake, those that somebody has yet to try.
     */
    private Set<Target> behind(int index) {
        int begin = openings.begin(index);
        Set<Target> behind = new HashSet<>();
        for (int i = begin; i <= index; i++) {
            Known known = known(i);
            boolean chosen = !openings.isRepeat(i);
            answer.targets().stream()
                    .filter(target -> chosen && (begin > 0 ? !known.isReady(target) : known.isOut(target)))
                    .forEach(behind::add);
        }
        return behind;
    }

    private Stream<Manner> manners(Target target, String delivered, Known known) {
        return delivered.isBlank()
                ? Stream.of(Manner.BEGIN)
                : policy.resume().ladder().stream()
                        .filter(rung -> can(target, rung, delivered, known))
                        .map(Choices::manner);
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
                policy.resume().ladder().stream().map(Choices::manner).toList();
        return rungs.indexOf(way.manner) * answer.targets().size() + tier(way.target);
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

    private boolean can(Target target, Rung rung, String delivered, Known known) {
        RequestTraits traits = answer.chat().traits();
        return switch (rung) {
            case PREFILL ->
                traits.prefillable()
                        && goesOn(target)
                        && !known.refusingPrefill().contains(target);
            case REPLAY -> traits.deterministic() || isShort(delivered);
            case ANCHOR -> traits.prefillable() && !isShort(delivered);
        };
    }

    private static boolean isShort(String text) {
        return text.strip().replaceAll("\\s+", " ").length() < 8;
    }

    /** Behind thoughts only servers whose thinking can be switched off. */
    private boolean goesOn(Target target) {
        return answer.hasThoughts()
                ? target.continuation() == Continuation.CONTINUE_FINAL_MESSAGE
                : target.continuation() != Continuation.NONE;
    }

    private Set<Target> asked(int before) {
        Set<Target> asked = new HashSet<>();
        calls.subList(0, before).forEach(call -> asked.add(call.asked().target()));
        return asked;
    }

    /** Whether nobody was left, when the answer ended, who had not been asked and could have gone on. */
    boolean nobodyIsLeft() {
        Known known = reckoning.atEndOf(answer);
        return known.isUnsure()
                || open(calls.size(), answer.text(), known, Set.of()).isEmpty();
    }

    /** Whether a call goes on in a way that its target is known to refuse; not when it had been asked to before. */
    boolean isKnownToBeRefused(int index) {
        Way way = Way.of(calls.get(index));
        return way.manner == Manner.PREFILL
                && !openings.isRepeat(index)
                && known(index).refusingPrefill().contains(way.target);
    }

    /** How it stood with the target of a call when the call was made. */
    Standing standing(int index) {
        Known known = known(index);
        return known.isUnsure()
                ? Standing.READY
                : known.standings().get(calls.get(index).asked().target());
    }

    /** How it stood with all targets when a call was made, for people. */
    String outlook(int index) {
        return known(index).standings().toString();
    }

    private Known known(int index) {
        return reckoning.at(calls.get(index));
    }
}
