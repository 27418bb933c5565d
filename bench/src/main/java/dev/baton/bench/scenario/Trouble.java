package dev.baton.bench.scenario;

import dev.baton.bench.load.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Streams of which two in three are left by their clients, at any token, and the others are read to whatever end they have. */
final class Trouble {

    static final int TOKENS = 20;

    private static final int AT_A_TIME = 64;

    /** How a stream ended for its client. */
    enum Outcome {
        LEFT_AT_ONCE,
        LEFT_IN_MID_STREAM,
        COMPLETE,
        ERROR_EVENT,
        BROKEN
    }

    private final Address address;
    private final SplittableRandom random;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final Outcomes outcomes = new Outcomes();

    Trouble(Address address, long seed) {
        this.address = address;
        this.random = new SplittableRandom(seed);
    }

    /** Makes so many streams and waits for the last one. */
    Outcomes make(int streams) throws InterruptedException {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < streams; i++) {
                int leavesAfter = random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(TOKENS);
                free.acquire();
                clients.execute(() -> {
                    outcomes.count(outcome(leavesAfter));
                    free.release();
                });
            }
        }
        return outcomes;
    }

    private Outcome outcome(int leavesAfter) {
        try (StreamCall call = StreamCall.begin(address)) {
            if (leavesAfter == 0) {
                return Outcome.LEFT_AT_ONCE;
            }
            int tokens = 0;
            while (true) {
                switch (call.next()) {
                    case TOKEN -> tokens++;
                    case DONE -> {
                        return Outcome.COMPLETE;
                    }
                    case ERROR -> {
                        return Outcome.ERROR_EVENT;
                    }
                    case OTHER -> {}
                }
                if (tokens >= leavesAfter) {
                    return Outcome.LEFT_IN_MID_STREAM;
                }
            }
        } catch (IOException broken) {
            return Outcome.BROKEN;
        }
    }

    /** How many streams ended how. */
    static final class Outcomes {

        private final ConcurrentHashMap<Outcome, LongAdder> counts = new ConcurrentHashMap<>();

        void count(Outcome outcome) {
            counts.computeIfAbsent(outcome, key -> new LongAdder()).increment();
        }

        long of(Outcome outcome) {
            LongAdder count = counts.get(outcome);
            return count == null ? 0 : count.sum();
        }

        /** What was not as it should be: a stream without any end, or a kind of end that never came. */
        List<String> problems() {
            List<String> problems = new ArrayList<>();
            if (of(Outcome.BROKEN) > 0) {
                problems.add(of(Outcome.BROKEN) + " streams ended without an end that a client can see");
            }
            for (Outcome outcome : Outcome.values()) {
                if (outcome != Outcome.BROKEN && of(outcome) == 0) {
                    problems.add("no stream ended as " + outcome);
                }
            }
            return problems;
        }

        @Override
        public String toString() {
            return counts.toString();
        }
    }
}
