package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

class IdleLimitTest {

    private static final RuntimeException EXPIRED = new IllegalStateException("the time is up");

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Time time = new Time(clock, () -> clock.now(TimeUnit.NANOSECONDS));
    private final TestPublisher<String> source = TestPublisher.create();
    private final Watch watch = new Watch();

    /** A rule that can be changed while it is in force. */
    private static final class Watch implements IdleLimit.Rule {
        private boolean source = true;
        private @Nullable Duration limit = Duration.ofSeconds(10);
        private @Nullable Throwable expired = EXPIRED;
        private long progressAt = Long.MIN_VALUE;

        @Override
        public boolean watchesSource() {
            return source;
        }

        @Override
        public @Nullable Duration limit() {
            return limit;
        }

        @Override
        public long progressAt() {
            return progressAt;
        }

        @Override
        public @Nullable Throwable expired() {
            return expired;
        }
    }

    private TestSubscriber<String> read(long demand) {
        TestSubscriber<String> reader =
                TestSubscriber.builder().initialRequest(demand).build();
        IdleLimit.on(source.flux(), watch, time).subscribe(reader);
        return reader;
    }

    private void pass(long millis) {
        clock.advanceTimeBy(Duration.ofMillis(millis));
    }

    @Test
    void endsASilenceAtItsLimit() {
        TestSubscriber<String> reader = read(Long.MAX_VALUE);

        pass(9_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.expectTerminalError()).isSameAs(EXPIRED);
        source.assertWasCancelled();
    }

    @Test
    void endsNormallyWhereTheRuleSaysSo() {
        watch.expired = null;
        TestSubscriber<String> reader = read(Long.MAX_VALUE);

        pass(10_000);

        assertThat(reader.isTerminatedComplete()).isTrue();
        source.assertWasCancelled();
    }

    @Test
    void isNotFedByElementsThatAreNoProgress() {
        TestSubscriber<String> reader = read(Long.MAX_VALUE);
        pass(6_000);
        source.next("a");

        pass(3_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.expectTerminalError()).isSameAs(EXPIRED);
    }

    @Test
    void isNotFedByAReaderThatAsksOneByOne() {
        TestSubscriber<String> reader = read(1);
        for (int second = 1; second < 10; second++) {
            pass(1_000);
            source.next("nothing");
            reader.request(1);
        }
        assertThat(reader.isTerminated()).isFalse();

        pass(1_000);

        assertThat(reader.expectTerminalError()).isSameAs(EXPIRED);
    }

    @Test
    void givesBackTheTimeInWhichTheReaderWantedNothingAndNoMore() {
        TestSubscriber<String> reader = read(1);
        pass(6_000);
        source.next("nothing");
        pass(60_000);
        reader.request(1);

        pass(3_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(10_000);

        assertThat(reader.expectTerminalError()).isSameAs(EXPIRED);
    }

    @Test
    void countsFromProgressThatTheElementsDoNotShow() {
        TestSubscriber<String> reader = read(Long.MAX_VALUE);
        pass(6_000);
        watch.progressAt = clock.now(TimeUnit.NANOSECONDS);

        pass(9_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.isTerminatedError()).isTrue();
    }

    @Test
    void standsStillWhileTheReaderWantsNothing() {
        TestSubscriber<String> reader = read(1);
        source.next("a");

        pass(3_600_000);
        assertThat(reader.isTerminated()).isFalse();
        reader.request(1);
        pass(9_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(20_000);

        assertThat(reader.expectTerminalError()).isSameAs(EXPIRED);
    }

    @Test
    void noticesAReaderThatWantsNothing() {
        watch.source = false;
        TestSubscriber<String> reader = read(1);
        source.next("a");

        pass(9_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(10_000);

        assertThat(reader.expectTerminalError()).isSameAs(EXPIRED);
        source.assertWasCancelled();
    }

    @Test
    void neverBlamesAReaderForASilentSource() {
        watch.source = false;
        TestSubscriber<String> reader = read(1);

        pass(3_600_000);

        assertThat(reader.isTerminated()).isFalse();
    }

    @Test
    void obeysANewLimitFromTheNextElementOn() {
        TestSubscriber<String> reader = read(Long.MAX_VALUE);
        watch.limit = Duration.ofSeconds(2);
        source.next("a");

        pass(1_999);
        assertThat(reader.isTerminated()).isFalse();
        pass(1);

        assertThat(reader.isTerminatedError()).isTrue();
    }

    @Test
    void beginsAndStopsCountingAsTheRuleSays() {
        watch.limit = null;
        TestSubscriber<String> reader = read(Long.MAX_VALUE);
        pass(3_600_000);
        watch.limit = Duration.ofSeconds(2);
        source.next("a");
        pass(1_000);
        watch.limit = null;
        source.next("b");
        pass(3_600_000);
        assertThat(reader.isTerminated()).isFalse();
        watch.limit = Duration.ofSeconds(2);
        source.next("c");

        pass(2_000);

        assertThat(reader.isTerminatedError()).isTrue();
        assertThat(reader.getReceivedOnNext()).containsExactly("a", "b", "c");
    }

    @Test
    void passesDemandThrough() {
        TestSubscriber<String> reader = read(0);

        source.assertMinRequested(0);
        reader.request(3);

        source.assertMinRequested(3);
    }

    @Test
    void leavesNoTimerBehind() {
        TestSubscriber<String> left = read(Long.MAX_VALUE);
        left.cancel();
        TestSubscriber<String> complete = read(Long.MAX_VALUE);
        source.complete();
        long timers = clock.getScheduledTaskCount();

        pass(3_600_000);

        assertThat(complete.isTerminatedComplete()).isTrue();
        assertThat(left.isTerminated()).isFalse();
        assertThat(clock.getScheduledTaskCount()).isEqualTo(timers);
    }

    @Test
    void passesAFailureOn() {
        TestSubscriber<String> reader = read(Long.MAX_VALUE);
        RuntimeException failure = new IllegalArgumentException("scripted");

        source.error(failure);
        pass(60_000);

        assertThat(reader.expectTerminalError()).isSameAs(failure);
    }

    @Test
    void costsOneTimerHoweverManyElementsPass() {
        read(Long.MAX_VALUE);

        for (int i = 0; i < 1_000; i++) {
            source.next("a");
        }

        assertThat(clock.getScheduledTaskCount()).isEqualTo(1);
    }
}
