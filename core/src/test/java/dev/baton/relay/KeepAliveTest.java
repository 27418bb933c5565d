package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

class KeepAliveTest {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Time time = new Time(clock, () -> clock.now(TimeUnit.NANOSECONDS));
    private final TestPublisher<String> source = TestPublisher.create();
    private final AtomicLong requested = new AtomicLong();

    private TestSubscriber<String> read(long demand) {
        TestSubscriber<String> reader =
                TestSubscriber.builder().initialRequest(demand).build();
        Flux<String> counted = source.flux().doOnRequest(n -> requested.accumulateAndGet(n, KeepAliveTest::add));
        KeepAlive.in(counted, PERIOD, () -> "ping", time).subscribe(reader);
        return reader;
    }

    private static long add(long some, long more) {
        return some + more < 0 ? Long.MAX_VALUE : some + more;
    }

    @Test
    void saysNothingWhileTheSourceSpeaks() {
        TestSubscriber<String> reader = read(Long.MAX_VALUE);

        for (int i = 0; i < 5; i++) {
            clock.advanceTimeBy(Duration.ofMillis(9_999));
            source.next("a");
        }

        assertThat(reader.getReceivedOnNext()).containsOnly("a").hasSize(5);
    }

    @Test
    void speaksAsOftenAsTheSourceStaysSilent() {
        TestSubscriber<String> reader = read(Long.MAX_VALUE);

        clock.advanceTimeBy(Duration.ofSeconds(35));

        assertThat(reader.getReceivedOnNext()).containsExactly("ping", "ping", "ping");
    }

    @Test
    void speaksAsOftenAsTheSourceStaysSilentToAReaderThatAsksInBatches() {
        TestSubscriber<String> reader = read(32);

        clock.advanceTimeBy(Duration.ofSeconds(35));

        assertThat(reader.getReceivedOnNext()).containsExactly("ping", "ping", "ping");
    }

    @Test
    void countsTheSilenceFromTheLastElement() {
        TestSubscriber<String> reader = read(Long.MAX_VALUE);

        clock.advanceTimeBy(Duration.ofSeconds(6));
        source.next("a");
        clock.advanceTimeBy(Duration.ofMillis(9_999));
        assertThat(reader.getReceivedOnNext()).containsExactly("a");
        clock.advanceTimeBy(Duration.ofMillis(1));

        assertThat(reader.getReceivedOnNext()).containsExactly("a", "ping");
    }

    @Test
    void saysNothingToAReaderThatWantsNothing() {
        TestSubscriber<String> reader = read(0);

        clock.advanceTimeBy(Duration.ofMinutes(10));

        assertThat(reader.getReceivedOnNext()).isEmpty();
        assertThat(requested).hasValue(0);
    }

    @Test
    void keepsTheElementThatIsAheadOfTheReader() {
        TestSubscriber<String> reader = read(1);
        clock.advanceTimeBy(PERIOD);

        source.next("a");
        assertThat(reader.getReceivedOnNext()).containsExactly("ping");
        reader.request(1);

        assertThat(reader.getReceivedOnNext()).containsExactly("ping", "a");
        assertThat(requested).hasValue(1);
    }

    @Test
    void completesBehindTheElementThatIsAhead() {
        TestSubscriber<String> reader = read(1);
        clock.advanceTimeBy(PERIOD);

        source.next("a").complete();
        assertThat(reader.isTerminated()).isFalse();
        reader.request(1);

        assertThat(reader.getReceivedOnNext()).containsExactly("ping", "a");
        assertThat(reader.isTerminatedComplete()).isTrue();
    }

    @Test
    void failsBehindTheElementThatIsAhead() {
        TestSubscriber<String> reader = read(1);
        clock.advanceTimeBy(PERIOD);
        IllegalStateException failure = new IllegalStateException("scripted");

        source.next("a").error(failure);
        reader.request(1);

        assertThat(reader.getReceivedOnNext()).containsExactly("ping", "a");
        assertThat(reader.expectTerminalError()).isSameAs(failure);
    }

    @Test
    void endsWithoutDemandWhereNothingIsAhead() {
        TestSubscriber<String> reader = read(0);

        source.complete();

        assertThat(reader.isTerminatedComplete()).isTrue();
    }

    @Test
    void asksTheSourceForNoMoreThanTheReaderLacks() {
        TestSubscriber<String> reader = read(3);
        clock.advanceTimeBy(Duration.ofSeconds(20));

        reader.request(3);

        assertThat(reader.getReceivedOnNext()).containsExactly("ping", "ping");
        assertThat(requested).as("6 wanted, 2 given").hasValue(4);
    }

    @Test
    void speaksOnToAReaderThatComesToWantEverything() {
        TestSubscriber<String> reader = read(1);
        clock.advanceTimeBy(PERIOD);

        reader.request(Long.MAX_VALUE);
        clock.advanceTimeBy(PERIOD.multipliedBy(2));

        assertThat(reader.getReceivedOnNext()).containsExactly("ping", "ping", "ping");
    }

    @Test
    void fallsSilentWithItsReaderAndItsSource() {
        TestSubscriber<String> left = read(Long.MAX_VALUE);
        left.cancel();
        source.assertWasCancelled();
        TestSubscriber<String> complete = read(Long.MAX_VALUE);
        source.complete();
        long timers = clock.getScheduledTaskCount();

        clock.advanceTimeBy(Duration.ofHours(1));

        assertThat(left.getReceivedOnNext()).isEmpty();
        assertThat(complete.getReceivedOnNext()).isEmpty();
        assertThat(clock.getScheduledTaskCount()).isEqualTo(timers);
    }

    @Test
    void neverHandsOnMoreThanIsWantedNorLosesOrDoublesAnything() {
        Seeds.forEach(KeepAliveTest.class, 2_000, seed -> new KeepAliveTest().anyOrderOfSteps(new Random(seed)));
    }

    private void anyOrderOfSteps(Random random) {
        TestSubscriber<String> reader = read(0);
        List<String> sent = new ArrayList<>();
        long wanted = 0;

        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    int more = 1 + random.nextInt(4);
                    wanted += more;
                    reader.request(more);
                }
                case 1 -> clock.advanceTimeBy(Duration.ofSeconds(random.nextInt(25)));
                default -> {
                    if (sent.size() < requested.get()) {
                        sent.add("e" + sent.size());
                        source.next(sent.getLast());
                    }
                }
            }
            assertThat((long) reader.getReceivedOnNext().size()).isLessThanOrEqualTo(wanted);
            assertThat(requested.get()).isLessThanOrEqualTo(wanted);
        }
        source.complete();
        reader.request(Long.MAX_VALUE);

        assertThat(reader.getReceivedOnNext().stream().filter(each -> !each.equals("ping")))
                .isEqualTo(sent)
                .doesNotHaveDuplicates();
        assertThat(reader.isTerminatedComplete()).isTrue();
    }

    /** A source on one thread, the timer on another, a reader that asks for a few at a time. */
    @Test
    void keepsItsPromisesWhileThreadsRace() throws InterruptedException {
        Scheduler timer = Schedulers.newSingle("timer");
        Scheduler sender = Schedulers.newSingle("sender");
        int elements = 200_000;
        Flux<Integer> numbers = Flux.range(1, elements).publishOn(sender, 1);
        Greedy reader = new Greedy();
        try {
            KeepAlive.in(numbers, Duration.ofNanos(20_000), () -> 0, Time.on(timer))
                    .subscribe(reader);

            assertThat(reader.over.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            timer.dispose();
            sender.dispose();
        }

        assertThat(reader.faults).isEmpty();
        assertThat(reader.last).isEqualTo(elements);
    }

    /** Asks for one to three elements whenever it has got all it asked for, and notes what breaks a promise. */
    private static final class Greedy extends BaseSubscriber<Integer> {

        private final CountDownLatch over = new CountDownLatch(1);
        private final List<String> faults = new ArrayList<>();
        private final Random random = new Random(1);
        private final AtomicInteger inside = new AtomicInteger();
        private int last;
        private long outstanding;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            ask();
        }

        private void ask() {
            int more = 1 + random.nextInt(3);
            outstanding += more;
            request(more);
        }

        @Override
        protected void hookOnNext(Integer element) {
            if (inside.getAndIncrement() != 0) {
                faults.add("two at a time at " + element);
            }
            if (outstanding-- <= 0) {
                faults.add("not asked for: " + element);
            }
            if (element != 0 && element != last + 1) {
                faults.add(element + " after " + last);
            }
            last = element == 0 ? last : element;
            inside.decrementAndGet();
            if (outstanding == 0) {
                ask();
            }
        }

        @Override
        protected void hookFinally(SignalType type) {
            over.countDown();
        }
    }
}
