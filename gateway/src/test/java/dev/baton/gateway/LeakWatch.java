package dev.baton.gateway;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which Netty finds something that nobody released, be it a buffer, a DNS message or a TLS engine: every
 * line that Netty would log as {@code LEAK}. Registered for all tests of the modules that use Netty; that everything is watched
 * is the setting {@code io.netty.leakDetection.level=paranoid} of the build.
 */
public final class LeakWatch implements AfterAllCallback {

    /** What is unreachable when a collection begins is surely found by the next one. */
    private static final int ROUNDS = 2;

    private static final long MOST_MILLIS_OF_A_COLLECTION = 5_000;

    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    static {
        // Made when extensions are, and so before Netty makes its detectors.
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Detectors());
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            awaitCollection();
            // A detector finds what is lost when something else is made.
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        List<String> found = List.copyOf(LEAKS);
        LEAKS.clear();
        if (!found.isEmpty()) {
            throw new AssertionError("LEAK: " + found.size() + " never released, the first: " + found.getFirst());
        }
    }

    private static void awaitCollection() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        PhantomReference<Object> lost = new PhantomReference<>(new Object(), collected);
        System.gc();
        if (collected.remove(MOST_MILLIS_OF_A_COLLECTION) != lost) {
            throw new AssertionError("the collector did not run, so nothing is known of leaks");
        }
    }

    private static final class Detectors extends ResourceLeakDetectorFactory {
        @Override
        @SuppressWarnings("deprecation") // It has no other abstract method.
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval, long maxActive) {
            return new Detector<>(type, interval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval) {
            return new Detector<>(type, interval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<T> type, int interval) {
            super(type, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            LEAKS.add(type + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            LEAKS.add(type);
        }
    }
}
