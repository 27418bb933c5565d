package dev.baton.gateway.settings;

import dev.baton.route.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the {@code health} sections of {@code baton.providers}. */
final class HealthChecksReader {
    private static final ValueType<Duration> EVERY = new DurationType(Duration.ofHours(1), "5s");
    private static final ValueType<Duration> TIMEOUT = new DurationType(Duration.ofMinutes(5), "2s");
    private static final Duration USUALLY_EVERY = Duration.ofSeconds(5);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);
    private static final String STAND_IN = "/";

    private HealthChecksReader() {}

    /** @param read the providers that are written there */
    static List<HealthCheck> read(ConfigNode providers, Map<String, Provider> read) {
        List<HealthCheck> checks = new ArrayList<>();
        read.forEach((name, provider) -> {
            ConfigNode health = providers.get(name).get("health");
            if (!health.isMissing()) {
                checks.add(check(health.as(Section.HEALTH), provider));
            }
        });
        return checks;
    }

    private static HealthCheck check(ConfigNode health, Provider provider) {
        return new HealthCheck(
                provider,
                health.get("path").require(ValueTypes.PATH).orElse(STAND_IN),
                health.get("every").read(EVERY, USUALLY_EVERY),
                health.get("timeout").read(TIMEOUT, USUAL_TIMEOUT));
    }
}
