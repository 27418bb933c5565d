package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentWaitsTest {

    private final RecentWaits waits = new RecentWaits();

    /** From 1 to {@code most} milliseconds, in any order. */
    private void addUpTo(int most) {
        List<Long> millis =
                new ArrayList<>(LongStream.rangeClosed(1, most).boxed().toList());
        Collections.shuffle(millis, new Random(1));
        millis.forEach(each -> waits.add(Duration.ofMillis(each).toNanos()));
    }

    @Test
    void knowsNothingOfFewStreams() {
        addUpTo(19);

        assertThat(waits.usual()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"20, 19", "40, 38", "100, 95"})
    void isWhatNineteenOfTwentyKeepTo(int streams, int millis) {
        addUpTo(streams);

        assertThat(waits.usual()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void forgetsWhatIsLongAgo() {
        for (int i = 0; i < 100; i++) {
            waits.add(Duration.ofSeconds(10).toNanos());
        }

        addUpTo(100);

        assertThat(waits.usual()).isEqualTo(Duration.ofMillis(95));
    }
}
