package dev.baton.gateway.faults;

import java.util.List;
import java.util.stream.Stream;

/** What goes wrong, and what the client gets then. Read a chapter as a table: each entry is a row of docs/fault-matrix.md. */
final class FaultMatrix {

    /** Rows that belong together. */
    record Chapter(String title, List<Fault> faults) {}

    static final List<Chapter> CHAPTERS = List.of(
            new Chapter("No connection to B", Connecting.FAULTS),
            new Chapter("B refuses", Refusing.FAULTS),
            new Chapter("B is silent", FallingSilent.FAULTS),
            new Chapter("B's answer breaks off", BreakingOff.FAULTS),
            new Chapter("B talks nonsense", TalkingNonsense.FAULTS),
            new Chapter("B is odd, and that is all", BeingOdd.FAULTS),
            new Chapter("B and C", FailingTogether.FAULTS),
            new Chapter("The client", Clients.FAULTS),
            new Chapter("The gateway", Operating.FAULTS));

    private FaultMatrix() {}

    static Stream<Fault> faults() {
        return CHAPTERS.stream().flatMap(chapter -> chapter.faults().stream());
    }

    static Stream<Cell> cells() {
        return faults().flatMap(fault -> fault.cells().stream());
    }
}
