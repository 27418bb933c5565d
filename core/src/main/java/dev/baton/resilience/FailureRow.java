package dev.baton.resilience;

import org.jspecify.annotations.Nullable;

/**
 * How many calls to a target have failed in a row. An answer that begins ends the row, and one that breaks off has never begun:
 * then what failed before and after its beginning is one row again. Holds no more than one place for each answer that has begun
 * and is not over. Used by one thread at a time.
 */
final class FailureRow {

    /** So many failures, of which the last so many are lasting. */
    private record Run(int failed, int lasting) {

        private static final Run NONE = new Run(0, 0);

        Run plus(Run later) {
            return new Run(failed + later.failed, later.lasting + (later.lasting == later.failed ? lasting : 0));
        }
    }

    /** Where in the row an answer began. */
    static final class Place {

        private Run before;
        private @Nullable Place previous;
        private @Nullable Place next;

        private Place(Run before, @Nullable Place previous) {
            this.before = before;
            this.previous = previous;
        }
    }

    private @Nullable Place last;
    private Run since = Run.NONE;

    /** Calls that failed since the last answer began that has not broken off. */
    int failed() {
        return since.failed;
    }

    /** How many of these, from the last one backwards, failed in a way that waiting does not mend. */
    int lasting() {
        return since.lasting;
    }

    void failed(boolean lasting) {
        since = since.plus(new Run(1, lasting ? 1 : 0));
    }

    /** An answer begins. */
    Place begun() {
        Place place = new Place(since, last);
        if (last != null) {
            last.next = place;
        }
        last = place;
        since = Run.NONE;
        return place;
    }

    /** An answer broke off. */
    void takeBack(Place place) {
        if (place.next == null) {
            since = place.before.plus(since);
            last = place.previous;
        } else {
            place.next.before = place.before.plus(place.next.before);
            place.next.previous = place.previous;
        }
        if (place.previous != null) {
            place.previous.next = place.next;
        }
    }

    /** An answer is over and has not broken off: what was before it does not matter any more. */
    void stands(Place place) {
        if (place.next == null) {
            last = null;
        } else {
            place.next.previous = null;
        }
    }

    void clear() {
        last = null;
        since = Run.NONE;
    }
}
