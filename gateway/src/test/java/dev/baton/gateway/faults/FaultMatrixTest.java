package dev.baton.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.baton.gateway.Logs;
import dev.baton.gateway.TestGround;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** Plays {@link FaultMatrix} on real sockets: every fault, in every way, at every place, with all that server C may do. */
class FaultMatrixTest {

    private static final int LANES = 8;

    /** No clock runs out before a test has failed. */
    private static final String PATIENT = "connect: 20s, first-token: 20s, between-tokens: 20s, whole-answer: 20s";

    @TempDir
    private static Path folder;

    private static Unreachable unreachable;
    private static TestGround ground;
    private static Logs logs;

    @BeforeAll
    static void start() throws Exception {
        unreachable = Unreachable.start(folder);
        ground = start("none");
        logs = Logs.usual();
    }

    private static TestGround start(String reuse) {
        Map<String, String> models = new LinkedHashMap<>();
        models.put("chat", model("b", PATIENT));
        models.put("quick", model("b", "connect: 20s, first-token: 500ms, between-tokens: 20s, whole-answer: 1500ms"));
        models.put("quick-later", model("b", "connect: 20s, first-token: 20s, between-tokens: 800ms"));
        models.put("d", model("d", PATIENT));
        unreachable.urls().keySet().forEach(name -> models.put(name, model(name, "connect: 1s")));
        return TestGround.start(
                LANES,
                models,
                Map.of("b", "reuse: " + reuse, "c", "continuation: prefill, reuse: " + reuse, "d", "reuse: none"),
                unreachable.urls());
    }

    /** Server C goes on exactly or not at all; what other rungs add is with {@code SeamRulesTest} and {@code AnchorRulesTest}. */
    private static String model(String first, String timeouts) {
        return "targets: [%s, c], retry: { backoff: 5ms }, resume: { ladder: [prefill] }, timeouts: { %s }"
                .formatted(first, timeouts);
    }

    @AfterAll
    static void stop() throws Exception {
        ground.close();
        unreachable.close();
        logs.close();
        assertThat(logs.complaints()).isEmpty();
    }

    /** Each cell has connections of its own, so that it shows at once whether one of them is left open. */
    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicContainer> everyCell() {
        return FaultMatrix.faults()
                .filter(fault -> !fault.ways().isEmpty())
                .map(fault -> dynamicContainer(
                        fault.toString(),
                        fault.cells().stream()
                                .map(cell -> test(
                                        cell,
                                        () -> ground.on(lane -> {
                                            cell.play(lane);
                                            lane.assertAtRest();
                                        })))));
    }

    /** Cells share their servers' connections one after the other: what one leaves behind spoils another. */
    @Nested
    @EnabledIfSystemProperty(named = "baton.exhaustive", matches = "true")
    class OnConnectionsThatAreUsedAgain {

        private static TestGround pooled;

        @BeforeAll
        static void start() {
            pooled = FaultMatrixTest.start("pooled");
        }

        @AfterAll
        static void stop() {
            pooled.awaitRest();
            pooled.close();
        }

        @TestFactory
        @Execution(CONCURRENT)
        Stream<DynamicTest> everyCell() {
            return FaultMatrix.cells().map(cell -> test(cell, () -> pooled.on(cell::play)));
        }
    }

    /** Says its name when it fails: reports know it by a number only. */
    private static DynamicTest test(Cell cell, Executable play) {
        return dynamicTest(cell.toString(), () -> {
            try {
                play.execute();
            } catch (AssertionError failed) {
                throw new AssertionError(cell + ": " + failed.getMessage(), failed);
            }
        });
    }
}
