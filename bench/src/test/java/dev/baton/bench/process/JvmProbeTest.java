package dev.baton.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmProbeTest {

    private static final int HELD = 8 << 20;

    /** The JVM that is looked into: it holds memory of both kinds and waits for its end. */
    static final class Holding {
        private Holding() {}

        public static void main(String[] arguments) throws InterruptedException {
            byte[] heap = new byte[HELD];
            ByteBuffer direct = ByteBuffer.allocateDirect(HELD);
            System.out.println("holding " + (heap.length + direct.capacity()));
            Thread.sleep(Duration.ofMinutes(1));
            System.out.println("held " + (heap.length + direct.capacity()));
        }
    }

    @Test
    void seesWhatAnotherJvmHolds(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output.log");
        Files.createFile(output);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, JvmProbe.OPTIONS, "-cp", System.getProperty("java.class.path"), Holding.class.getName());
        try (Child child = Child.start(command, Map.of(), output)) {
            while (!child.output().contains("holding") && !child.endsWithin(Duration.ofMillis(20))) {
                // It is still starting.
            }

            Vitals seen = new JvmProbe(child.pids().getFirst()).vitals();

            assertThat(seen.heapKb()).isBetween(HELD / 1024L, 4 * HELD / 1024L);
            assertThat(seen.nativeKb()).isBetween(HELD / 1024L, 2 * HELD / 1024L);
            assertThat(seen.files()).isPositive();
            assertThat(seen.threads()).isPositive();
            assertThat(seen.minus(seen)).isEqualTo(new Vitals(0, 0, 0, 0));
        }
    }

    @Test
    void saysWhatAJvmDoesNotTell() {
        JvmProbe own = new JvmProbe(ProcessHandle.current().pid());

        assertThatThrownBy(own::vitals)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("jcmd says: ");
    }
}
