package dev.baton.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.faults.Outcome.Played;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/fault-matrix.md says what the matrix says, and names tests that exist. */
class MatrixDocumentTest {

    private static final String HOW_TO_WRITE_IT = """
            docs/fault-matrix.md is not what the tables in gateway/src/test/java/dev/baton/gateway/faults say. Write it anew with
            mvn -pl gateway -am test -Dtest=MatrixDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dbaton.write-documents=true""";

    @Test
    void theDocumentIsWhatTheMatrixSays() throws IOException {
        if (Boolean.getBoolean("baton.write-documents")) {
            Files.writeString(MatrixDocument.FILE, MatrixDocument.text());
        }

        assertThat(Files.exists(MatrixDocument.FILE) ? Files.readString(MatrixDocument.FILE) : "")
                .as(HOW_TO_WRITE_IT)
                .isEqualTo(MatrixDocument.text());
    }

    @Test
    void everyProofIsATest() {
        List<Proof> missing = FaultMatrix.faults()
                .flatMap(fault -> fault.proofs().stream())
                .filter(proof -> !proof.exists())
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void everyOutcomeIsShown() {
        assertThat(FaultMatrix.faults()).allSatisfy(fault -> {
            assertThat(fault.cells().size() + fault.proofs().size()).isPositive();
            assertThat(fault.cells().stream().map(Cell::outcome)).containsAll(played(fault.outcomes()));
            assertThat(fault.cells().stream().anyMatch(cell -> cell.place().isWhole()))
                    .isEqualTo(fault.outcomes()
                            .whole()
                            .filter(Played.class::isInstance)
                            .isPresent());
        });
    }

    private static List<Played> played(Outcomes outcomes) {
        return Stream.of(outcomes.before(), outcomes.after(), outcomes.whole())
                .flatMap(Optional::stream)
                .filter(Played.class::isInstance)
                .map(Played.class::cast)
                .toList();
    }

    @Test
    void everyWayStrikesSomewhere() {
        assertThat(FaultMatrix.faults()
                        .flatMap(fault -> fault.ways().stream()
                                .filter(way -> Cell.of(fault, way).findAny().isEmpty())))
                .isEmpty();
    }

    @Test
    void noNumberIsGivenTwice() {
        assertThat(FaultMatrix.faults().map(Fault::number)).doesNotHaveDuplicates();
    }
}
