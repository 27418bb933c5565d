package dev.baton.gateway.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of the matrix. Immutable; every method gives a changed copy.
 *
 * @param number by which it is called; numbers stay, and are not given twice
 * @param name what goes wrong
 * @param note what the words of the outcomes leave out; may be empty
 * @param ways in which the matrix itself makes it
 * @param proofs other tests that show it
 */
record Fault(int number, String name, String note, Outcomes outcomes, List<Way> ways, List<Proof> proofs) {

    static Fault fault(int number, String name, Outcomes outcomes, Way... ways) {
        return new Fault(number, name, "", outcomes, List.of(ways), List.of());
    }

    Fault note(String words) {
        return new Fault(number, name, words, outcomes, ways, proofs);
    }

    /** Another test that shows it. */
    Fault shownBy(String testClass, String method) {
        List<Proof> all = new ArrayList<>(proofs);
        all.add(new Proof(testClass, method));
        return new Fault(number, name, note, outcomes, ways, List.copyOf(all));
    }

    List<Cell> cells() {
        return ways.stream().flatMap(way -> Cell.of(this, way)).toList();
    }

    @Override
    public String toString() {
        return number + ". " + name;
    }
}
