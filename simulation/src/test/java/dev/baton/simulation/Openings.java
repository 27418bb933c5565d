package dev.baton.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The calls of an answer, divided where something was delivered. */
final class Openings {

    private final Episode answer;
    private final List<SimulatedCall> calls;

    Openings(Episode answer) {
        this.answer = answer;
        this.calls = answer.calls();
    }

    /** Whether something had been delivered by the call before, so that an opening begins. */
    boolean isAtSeam(int index) {
        return index > 0 && answer.contribution(calls.get(index - 1)).isUseful();
    }

    /** Where the opening began that a call belongs to, or would belong to if it were made. */
    int begin(int index) {
        int first = index;
        while (first > 0 && !isAtSeam(first)) {
            first--;
        }
        return first;
    }

    /** Whether a call asked the same of the same target as the one before, within one opening. */
    boolean isRepeat(int index) {
        return index > 0
                && !isAtSeam(index)
                && isTheSame(calls.get(index - 1).asked(), calls.get(index).asked());
    }

    private static boolean isTheSame(Asked before, Asked asked) {
        return asked.target().equals(before.target()) && asked.manner() == before.manner();
    }

    int seams() {
        return (int) indices().filter(this::isAtSeam).count();
    }

    int mostCalls() {
        return indices().map(index -> index - begin(index) + 1).max().orElse(0);
    }

    /** How many calls the last opening has. */
    int lastCalls() {
        return calls.size() - begin(calls.size());
    }

    /** How often the same was asked of the same target within one opening, at most. */
    int mostRepeats() {
        return indices()
                .map(last -> (int) IntStream.rangeClosed(begin(last), last)
                        .filter(this::isRepeat)
                        .count())
                .max()
                .orElse(0);
    }

    /** The calls after which the same was asked of the same target once more. */
    List<SimulatedCall> repeated() {
        List<SimulatedCall> repeated = new ArrayList<>();
        indices().filter(this::isRepeat).forEach(index -> repeated.add(calls.get(index - 1)));
        return repeated;
    }

    private IntStream indices() {
        return IntStream.range(0, calls.size());
    }
}
