package dev.baton.gateway.faults;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link FaultMatrix} as a page for people. */
final class MatrixDocument {

    static final Path FILE = Proof.REPOSITORY.resolve("docs/fault-matrix.md");

    private static final String ROW_HEAD = """
            | | what goes wrong | before the first token | after it | not streamed | shown by |
            |---|---|---|---|---|---|
            """;

    private MatrixDocument() {}

    static String text() {
        return introduction()
                + FaultMatrix.CHAPTERS.stream().map(MatrixDocument::chapter).collect(joining("\n"));
    }

    private static String introduction() {
        return """
                # What happens when …

                <!-- Written by MatrixDocumentTest from the tables in gateway/src/test/java/dev/baton/gateway/faults. -->

                Server B is asked first, server C is next. Each row is a fault; the columns say what the client gets when it strikes
                before the first token of a stream, after some tokens, and in an answer that is not streamed. Nothing here is a plan: a
                row stands because a test shows it. %d faults are made in %d ways on real sockets, which gives %,d answers that are looked
                at byte by byte in every `mvn verify`.

                | words | what the client gets |
                |---|---|
                | C answers | one whole answer, C's, and no trace of B. When C is down too: an HTTP error that names both failures |
                | C goes on | one whole answer: what B said, then what C said, joined without a character lost or doubled. When C cannot go on: an `event: error` that names both failures, no finish, no `[DONE]` |
                | B's answer, whole | B's answer; nobody else is asked |
                | – | the fault cannot strike there |

                "After it" is played after 1, 30 and 60 tokens of 60, each with a C that goes on, that answers the same anew, that echoes, that repeats
                the end, that departs, that refuses and that is down.

                Each answer is asked for as if nothing were known of the servers. In every one of them: exactly one outcome, told once; the text exact to the byte; one id, one role, one finish; usage once;
                the story tells each attempt and each failure; each call got what it must know of the answer so far and nothing else; when it is
                over no call is running and no connection is open; it was over in time; and the log has no complaint.

                Numbers are names: they stay. Those that are missing belong to things that Baton does not have, such as HTTP/2
                towards providers. Why things are so is said in [failover.md](failover.md); the clocks, such as `first-token`, in
                [configuration.md](configuration.md#batondefaultstimeouts).

                """.formatted(
                FaultMatrix.faults().count(),
                FaultMatrix.faults().mapToLong(fault -> fault.ways().size()).sum(),
                FaultMatrix.cells().count());
    }

    private static String chapter(FaultMatrix.Chapter chapter) {
        return "## " + chapter.title() + "\n\n" + ROW_HEAD
                + chapter.faults().stream().map(MatrixDocument::row).collect(joining());
    }

    private static String row(Fault fault) {
        Outcomes outcomes = fault.outcomes();
        return "| "
                + String.join(
                        " | ",
                        String.valueOf(fault.number()),
                        whatGoesWrong(fault),
                        words(outcomes.before()),
                        words(outcomes.after()),
                        words(outcomes.whole()),
                        shownBy(fault))
                + " |\n";
    }

    private static String whatGoesWrong(Fault fault) {
        String name = "**" + fault.name() + "**";
        String ways = fault.ways().stream().map(Way::name).distinct().collect(joining("; "));
        return name
                + (ways.isEmpty() ? "" : "<br>" + ways)
                + (fault.note().isEmpty() ? "" : "<br>*" + fault.note() + "*");
    }

    private static String words(Optional<Outcome> outcome) {
        return outcome.map(Outcome::words).orElse("–");
    }

    private static String shownBy(Fault fault) {
        int cells = fault.cells().size();
        String here = cells == 0 ? "" : cells + (cells == 1 ? " answer" : " answers");
        Map<String, List<Proof>> byClass = new LinkedHashMap<>();
        fault.proofs()
                .forEach(proof -> byClass.computeIfAbsent(proof.testClass(), name -> new ArrayList<>())
                        .add(proof));
        String elsewhere = byClass.values().stream().map(MatrixDocument::link).collect(joining("<br>"));
        return here + (here.isEmpty() || elsewhere.isEmpty() ? "" : "<br>") + elsewhere;
    }

    private static String link(List<Proof> ofOneClass) {
        Proof first = ofOneClass.getFirst();
        String path = Proof.REPOSITORY.relativize(first.files().getFirst()).toString();
        return "[" + first.testClass() + "](../" + path + "): "
                + ofOneClass.stream().map(Proof::statement).collect(joining(", "));
    }
}
