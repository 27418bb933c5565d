package dev.baton.resilience;

import java.time.Duration;

/**
 * How many calls may be made for nothing but luck: asking the same target again, or another one beside it. Over all routes of a
 * process they are at most a tenth of the requests of the last {@value #SECONDS} seconds, or {@value #FLOOR} where there were
 * few requests. So repeating cannot make an overload worse. Failing over to another target takes nothing out of it.
 *
 * <p>Hedges have less: one for every {@value #REQUESTS_FOR_A_HEDGE} requests since the process began, of which at most
 * {@value #MOST_HEDGES} are saved up. Safe for use by many threads.
 */
public final class RepeatBudget {

    private static final int SECONDS = 10;
    private static final int FLOOR = 10;
    private static final int REQUESTS_FOR_ONE = 10;
    private static final int REQUESTS_FOR_A_HEDGE = 20;
    private static final int MOST_HEDGES = 10;

    private static final Duration WINDOW = Duration.ofSeconds(SECONDS);

    private final RecentCount requests = new RecentCount(WINDOW);
    private final RecentCount repeats = new RecentCount(WINDOW);

    /** Requests that no hedge has been made for. */
    private int saved;

    /**
     * A client's request came.
     *
     * @param now in nanoseconds of a monotonic clock, the same for all calls
     */
    public synchronized void deposit(long now) {
        requests.add(now);
        saved = Math.min(saved + 1, MOST_HEDGES * REQUESTS_FOR_A_HEDGE);
    }

    /** Takes one repeat out; false when none is left now. */
    public synchronized boolean withdraw(long now) {
        int most = Math.max(FLOOR, requests.within(WINDOW, now) / REQUESTS_FOR_ONE);
        if (repeats.within(WINDOW, now) >= most) {
            return false;
        }
        repeats.add(now);
        return true;
    }

    /** Takes one hedge out; false when none is left now. */
    public synchronized boolean withdrawHedge(long now) {
        if (saved < REQUESTS_FOR_A_HEDGE || !withdraw(now)) {
            return false;
        }
        saved -= REQUESTS_FOR_A_HEDGE;
        return true;
    }

    /** As if nothing had been asked yet. */
    synchronized void forget() {
        requests.clear();
        repeats.clear();
        saved = 0;
    }
}
