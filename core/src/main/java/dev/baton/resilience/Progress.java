package dev.baton.resilience;

import dev.baton.route.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How far an answer has come, before the step that is under way.
 *
 * @param mark useful events delivered when this opening began
 * @param calls made in this opening
 * @param repeats of a target within this opening
 * @param tried targets asked so far
 * @param narrators targets that delivered a part of the answer and then broke: one of them may go on when nobody else
 *     is left
 */
record Progress(
        long mark,
        int calls,
        int repeats,
        int seams,
        Set<Target> tried,
        Set<Target> narrators,
        List<Failure> failures) {

    static final Progress NONE = new Progress(0, 0, 0, 0, Set.of(), Set.of(), List.of());

    Progress repeating() {
        return new Progress(mark, calls, repeats + 1, seams, tried, narrators, failures);
    }

    Progress atSeam(long delivered) {
        return new Progress(delivered, 0, 0, seams + 1, tried, narrators, failures);
    }

    /** A target that went silent, refused or is of no use any more does not go on, whatever it delivered before. */
    Progress failed(Failure failure, boolean delivered) {
        Target target = failure.target();
        boolean mayGoOn =
                delivered ? failure.mayHeal() : failure instanceof Failure.Interrupted && narrators.contains(target);
        List<Failure> all = new ArrayList<>(failures);
        all.add(failure);
        Set<Target> left = mayGoOn ? with(narrators, target) : without(narrators, target);
        // A target that is passed over unasked has cost no call.
        int made = failure instanceof Failure.Unfit unfit && !unfit.asked() ? calls : calls + 1;
        return new Progress(mark, made, repeats, seams, with(tried, target), left, List.copyOf(all));
    }

    /** Whether a target has failed in a way that waiting does not mend. */
    boolean isLost(Target target) {
        return failures.stream().anyMatch(failure -> failure.target().equals(target) && failure.isLasting());
    }

    /** The longest pause that a target asked this answer for. */
    Duration pauseOf(Target target) {
        return failures.stream()
                .filter(failure -> failure.target().equals(target))
                .map(Failure::pause)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Set<Target> with(Set<Target> targets, Target another) {
        Set<Target> all = new LinkedHashSet<>(targets);
        all.add(another);
        return all;
    }

    private static Set<Target> without(Set<Target> targets, Target one) {
        Set<Target> rest = new LinkedHashSet<>(targets);
        rest.remove(one);
        return rest;
    }
}
