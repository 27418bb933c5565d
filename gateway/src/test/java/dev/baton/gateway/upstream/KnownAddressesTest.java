package dev.baton.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KnownAddressesTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final KnownAddresses known = new KnownAddresses(now::get);

    @Test
    void keepsAnAddressForADay() {
        known.learned("b", HERE);

        now.addAndGet(Duration.ofDays(1).toNanos() - 1);
        assertThat(known.of("b")).contains(HERE);
        now.incrementAndGet();
        assertThat(known.of("b")).isEmpty();
    }

    @Test
    void countsFromTheLastTimeThatItWasToldOf() {
        known.learned("b", HERE);
        now.addAndGet(Duration.ofHours(20).toNanos());
        known.learned("b", HERE);
        now.addAndGet(Duration.ofHours(20).toNanos());

        assertThat(known.of("b")).contains(HERE);
    }

    @Test
    void knowsNothingOfOtherNamesNorOfWhatIsForgotten() {
        known.learned("b", HERE);
        known.forget("b");
        known.learned("c", HERE);

        assertThat(known.of("b")).isEmpty();
        assertThat(known.of("c")).contains(HERE);
    }
}
