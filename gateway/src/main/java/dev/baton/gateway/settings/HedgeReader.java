package dev.baton.gateway.settings;

import dev.baton.route.RoutePolicy.Hedge;
import java.time.Duration;
import java.util.Optional;

/** Reads a {@code hedge} section, key by key on top of another one. */
final class HedgeReader {

    private static final ValueType<Optional<Duration>> AFTER = new AfterType();

    private HedgeReader() {}

    static Hedge read(ConfigNode hedge, Hedge base) {
        hedge.as(Section.HEDGE);
        return new Hedge(
                hedge.get("enabled").read(ValueTypes.FLAG, base.enabled()),
                hedge.get("after")
                        .read(AFTER, Optional.ofNullable(base.after()))
                        .orElse(null));
    }

    /** A duration; none for {@code p95}, which each target has of its own. */
    private static final class AfterType implements ValueType<Optional<Duration>> {

        private static final ValueType<Duration> FIXED = new DurationType(Duration.ofHours(1), "2s");

        @Override
        public String expected() {
            return FIXED.expected() + ", or p95";
        }

        @Override
        public Optional<Duration> parse(String text) throws Mismatch {
            return text.equals("p95") ? Optional.empty() : Optional.of(fixed(text));
        }

        private static Duration fixed(String text) throws Mismatch {
            try {
                return FIXED.parse(text);
            } catch (Mismatch mismatch) {
                throw new Mismatch(mismatch.expected() + ", or p95");
            }
        }
    }
}
