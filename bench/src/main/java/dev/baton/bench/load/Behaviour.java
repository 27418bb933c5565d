package dev.baton.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a mock answers.
 *
 * @param tokens in each stream
 * @param interval between two tokens, zero for as fast as they are taken
 * @param thinking before the first token, or before a JSON answer
 * @param dieAfter resets the connection when so many tokens have been sent; negative for never
 * @param faultEvery only for each so many-th request
 */
public record Behaviour(int tokens, Duration interval, Duration thinking, int dieAfter, int faultEvery) {

    private static final int NEVER = -1;

    public static Behaviour streams(int tokens, Duration interval) {
        return new Behaviour(tokens, interval, Duration.ZERO, NEVER, 1);
    }

    public Behaviour dyingAfter(int sent) {
        return new Behaviour(tokens, interval, thinking, sent, faultEvery);
    }

    public Behaviour thinkingFor(Duration time) {
        return new Behaviour(tokens, interval, time, dieAfter, faultEvery);
    }

    /** The fault strikes each so many-th request only. */
    public Behaviour every(int request) {
        return new Behaviour(tokens, interval, thinking, dieAfter, request);
    }

    List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "--tokens", Integer.toString(tokens), "--interval-us", Long.toString(interval.toNanos() / 1000)));
        if (!thinking.isZero()) {
            options.addAll(List.of("--ttft-us", Long.toString(thinking.toNanos() / 1000)));
        }
        if (dieAfter >= 0) {
            options.addAll(List.of("--die-after-events", Integer.toString(dieAfter)));
            options.addAll(List.of("--fault-every", Integer.toString(faultEvery)));
        }
        return options;
    }
}
