package dev.baton.gateway.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for the key of a client in everything that is alive in this process. */
class KeysInMemoryTest {

    @TempDir
    private Path folder;

    /** The halves of a secret: whole it stands only where somebody keeps it. */
    private final byte[] first = UUID.randomUUID().toString().getBytes(ISO_8859_1);

    private final byte[] second = UUID.randomUUID().toString().getBytes(ISO_8859_1);

    @Test
    void areKeptAsHashesOnly() throws IOException {
        BatonSettings settings = settings();
        boolean isKept = isInMemory();
        String whole = whole();
        boolean isFoundWhereItIs = isInMemory();

        assertThat(AccessRule.of(settings.clients()).judge(caller(whole))).isInstanceOf(Access.Granted.class);
        assertThat(isKept).isFalse();
        assertThat(isFoundWhereItIs).isTrue();
        Reference.reachabilityFence(settings);
    }

    private String whole() {
        return new String(first, ISO_8859_1) + new String(second, ISO_8859_1);
    }

    private static CallerFacts caller(String key) {
        return new CallerFacts(null, null, false, "Bearer " + key, null);
    }

    private BatonSettings settings() {
        return new SettingsReader(name -> null).readYaml("""
                baton:
                  clients: [{ name: web, key: %s }]
                  providers:
                    server-b: { base-url: "http://127.0.0.1:9001/v1" }
                  models:
                    chat: { targets: [server-b/gpt-x] }
                """.formatted(whole()));
    }

    private boolean isInMemory() throws IOException {
        Path dump = folder.resolve("live-" + System.nanoTime() + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        // Put together only now, since the dump would have shown it.
        String wanted = whole();
        try (InputStream heap = Files.newInputStream(dump)) {
            String end = "";
            for (byte[] read = heap.readNBytes(1 << 20); read.length > 0; read = heap.readNBytes(1 << 20)) {
                String text = end + new String(read, ISO_8859_1);
                if (text.contains(wanted)) {
                    return true;
                }
                end = text.substring(Math.max(0, text.length() - wanted.length()));
            }
            return false;
        } finally {
            Files.delete(dump);
        }
    }
}
