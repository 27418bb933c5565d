package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatBudgetTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RepeatBudget budget = new RepeatBudget();

    private int allowed(long now) {
        int repeats = 0;
        while (budget.withdraw(now)) {
            repeats++;
        }
        return repeats;
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "100, 10", "109, 10", "110, 11", "1000, 100", "10000, 1000"})
    void allowsATenthOfTheRequestsAndAFew(int requests, int repeats) {
        for (int i = 0; i < requests; i++) {
            budget.deposit(-5 * SECOND);
        }

        assertThat(allowed(-5 * SECOND)).isEqualTo(repeats);
    }

    @Test
    void countsTheLastTenSeconds() {
        for (int i = 0; i < 1000; i++) {
            budget.deposit(0);
        }
        assertThat(allowed(0)).isEqualTo(100);

        assertThat(allowed(9 * SECOND)).isZero();
        assertThat(allowed(10 * SECOND)).isEqualTo(10);
    }

    @Test
    void keepsToItsShareInASteadyStream() {
        int repeats = 0;
        for (int second = 0; second < 100; second++) {
            for (int i = 0; i < 50; i++) {
                budget.deposit(second * SECOND);
                repeats += budget.withdraw(second * SECOND) ? 1 : 0;
            }
        }

        assertThat(repeats).isBetween(450, 510);
    }

    private int hedges(int requests) {
        int hedges = 0;
        for (int i = 0; i < requests; i++) {
            budget.deposit(0);
            hedges += budget.withdrawHedge(0) ? 1 : 0;
        }
        return hedges;
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "19, 0", "20, 1", "39, 1", "40, 2", "200, 10", "1000, 50"})
    void allowsOneHedgeForTwentyRequests(int requests, int hedges) {
        assertThat(hedges(requests)).isEqualTo(hedges);
    }

    @Test
    void savesUpTenHedges() {
        for (int i = 0; i < 1000; i++) {
            budget.deposit(0);
        }

        int hedges = 0;
        while (budget.withdrawHedge(0)) {
            hedges++;
        }

        assertThat(hedges).isEqualTo(10);
    }

    @Test
    void takesHedgesOutOfWhatMayBeRepeated() {
        assertThat(hedges(400)).isEqualTo(20);
        for (int i = 0; i < 20; i++) {
            budget.deposit(0);
        }
        assertThat(allowed(0)).isEqualTo(22);

        assertThat(budget.withdrawHedge(0)).isFalse();
        assertThat(budget.withdrawHedge(10 * SECOND)).isTrue();
    }

    @Test
    void savesNothingWhenEverythingIsForgotten() {
        hedges(19);

        budget.forget();

        assertThat(hedges(19)).isZero();
    }
}
