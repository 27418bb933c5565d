package dev.baton.gateway.settings;

import dev.baton.route.RoutePolicy.Breaker;
import java.time.Duration;

/** Reads a {@code breaker} section, key by key on top of another one. */
final class BreakerReader {
    private static final ValueType<Integer> FAILURES = ValueTypes.integer(1, 1000);
    private static final ValueType<Duration> WINDOW = new DurationType(Breaker.LONGEST_WINDOW, "30s");
    private static final ValueType<Duration> OPEN = new DurationType(Duration.ofMinutes(10), "5s");
    private static final ValueType<Duration> OPEN_MAX = new DurationType(Duration.ofMinutes(10), "30s");

    private BreakerReader() {}

    static Breaker read(ConfigNode breaker, Breaker base) {
        breaker.as(Section.BREAKER);
        Breaker settings = new Breaker(
                breaker.get("enabled").read(ValueTypes.FLAG, base.enabled()),
                breaker.get("failures").read(FAILURES, base.failures()),
                breaker.get("window").read(WINDOW, base.window()),
                breaker.get("open").read(OPEN, base.open()),
                breaker.get("open-max").read(OPEN_MAX, base.openMax()));
        if (!settings.equals(base) && settings.openMax().compareTo(settings.open()) < 0) {
            breaker.get("open-max")
                    .problem(
                            Durations.shortest(settings.openMax()),
                            "at least as long as open, which is " + Durations.shortest(settings.open()));
        }
        return settings;
    }
}
