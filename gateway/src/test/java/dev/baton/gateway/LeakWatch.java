package dev.baton.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which Netty finds a buffer that nobody released. Registered for all tests of this module; that
 * every buffer is watched is the setting {@code io.netty.leakDetection.level=paranoid} of the build.
 */
public final class LeakWatch implements BeforeAllCallback, AfterAllCallback {

    /** The detector finds a lost buffer when another one is made after the collector has been there. */
    private static final int ROUNDS = 3;

    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    static {
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + " " + records));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Being here has set the listener.
    }

    @Override
    public void afterAll(ExtensionContext context) {
        for (int round = 0; round < ROUNDS && LEAKS.isEmpty(); round++) {
            System.gc();
            ByteBuf probe = ByteBufAllocator.DEFAULT.buffer(1);
            probe.release();
        }
        if (!LEAKS.isEmpty()) {
            List<String> found = List.copyOf(LEAKS);
            LEAKS.clear();
            throw new AssertionError(
                    "LEAK: " + found.size() + " buffers were never released, the first: " + found.getFirst());
        }
    }
}
