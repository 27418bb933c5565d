package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class LeakWatchTest {

    /** Run by the tests here and by nobody else. */
    @ExtendWith(LeakWatch.class)
    static final class Careless {
        @Test
        void losesABuffer() {
            ByteBufAllocator.DEFAULT.buffer(16).writeByte(1);
        }
    }

    /** Run by the tests here and by nobody else. */
    @ExtendWith(LeakWatch.class)
    static final class Careful {
        @Test
        void releasesItsBuffer() {
            ByteBufAllocator.DEFAULT.buffer(16).writeByte(1).release();
        }
    }

    @Test
    void watchesEveryBuffer() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }

    @Test
    void failsTheClassThatLosesABuffer() {
        Events containers = run(Careless.class);

        containers
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                container(Careless.class),
                                finishedWithFailure(message(text ->
                                        text.startsWith("LEAK: 1 never released") && text.contains("losesABuffer")))));
    }

    @Test
    void passesTheClassThatReleasesItsBuffers() {
        Events containers = run(Careful.class);

        assertThat(containers.failed().count()).isZero();
        assertThat(containers.succeeded().count()).isPositive();
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .containerEvents();
    }
}
