package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.resilience.Standing.Kind;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many answers ask and tell at the same time. */
class HealthThreadsTest {

    private static final Target B = Targets.target("b");
    private static final RoutePolicy.Breaker USUAL = RoutePolicy.Breaker.DEFAULT;
    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Health health = new Health();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private <T> List<T> together(Callable<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            futures.add(threads.submit(() -> {
                start.await();
                return work.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get(20, TimeUnit.SECONDS));
        }
        return results;
    }

    @Test
    void onlyOneOfManyGetsTheProbe() throws Exception {
        for (int round = 0; round < 200; round++) {
            health.forget();
            for (int i = 0; i < 5; i++) {
                health.ask(B, USUAL, false, 0).failed(new Failure.Unavailable(B, "HTTP 503"), 0);
            }
            long later = Duration.ofSeconds(5).toNanos();

            List<Boolean> asked = together(() -> health.ask(B, USUAL, false, later) != null);

            assertThat(asked).containsOnlyOnce(true);
        }
    }

    @Test
    void neverMakesMoreCallsThanMayBeMadeAndLosesNone() throws Exception {
        health.configure(List.of(B), 3);

        List<Integer> refusals = together(() -> {
            int refused = 0;
            for (int i = 0; i < 20_000; i++) {
                Permit permit = health.ask(B, USUAL, false, 0);
                if (permit == null) {
                    refused++;
                } else {
                    permit.completed();
                }
            }
            return refused;
        });

        assertThat(refusals).hasSize(THREADS);
        List<Permit> free = new ArrayList<>();
        while (health.standing(B, USUAL, 0).kind() == Kind.READY) {
            free.add(health.ask(B, USUAL, false, 0));
        }
        assertThat(free).hasSize(3);
    }

    @Test
    void repeatsNoMoreOftenThanTheBudgetAllows() throws Exception {
        RepeatBudget budget = new RepeatBudget();
        for (int i = 0; i < 1000; i++) {
            budget.deposit(0);
        }

        List<Integer> taken = together(() -> {
            int mine = 0;
            for (int i = 0; i < 1000; i++) {
                mine += budget.withdraw(0) ? 1 : 0;
            }
            return mine;
        });

        assertThat(taken.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    }
}
