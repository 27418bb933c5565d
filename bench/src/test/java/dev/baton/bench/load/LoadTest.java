package dev.baton.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LoadTest {

    @Test
    void asksForJsonWithoutSayingSo() {
        Load load = Load.json(32, Duration.ofSeconds(6), Duration.ofMillis(1500));

        assertThat(load.arguments()).containsExactly("-c", "32", "--warmup", "6.000", "-d", "1.500");
    }

    @Test
    void asksForStreamsAndHowManyTokensTheyHave() {
        Load load = Load.streams(1000, 200, Duration.ofSeconds(6), Duration.ofSeconds(2))
                .at(50)
                .withBody(1 << 20)
                .spreadOver(Duration.ofSeconds(4));

        assertThat(String.join(" ", load.arguments()))
                .isEqualTo("-c 1000 --warmup 6.000 -d 2.000 --stream --expect 200 --rate 50 --body-bytes 1048576"
                        + " --ramp 4.000");
    }

    @Test
    void saysThatSomeOfItMayBeRefused() {
        Load load = Load.json(8, Duration.ZERO, Duration.ofSeconds(1)).at(100).orRefused();

        assertThat(load.arguments()).endsWith("--rate", "100", "--shed");
    }

    @Test
    void tellsTheMockWhenToDieOnlyIfItShall() {
        Behaviour healthy = Behaviour.streams(60, Duration.ofMillis(2));

        assertThat(healthy.options()).containsExactly("--tokens", "60", "--interval-us", "2000");
        assertThat(healthy.thinkingFor(Duration.ofMillis(50)).options()).endsWith("--ttft-us", "50000");
        assertThat(healthy.dyingAfter(20).options()).endsWith("--die-after-events", "20", "--fault-every", "1");
        assertThat(healthy.dyingAfter(20).every(3).options()).endsWith("--fault-every", "3");
    }

    @Test
    void takesQuantilesByRank() {
        List<Double> hundredAndOne =
                DoubleStream.iterate(100, value -> value - 1).limit(101).boxed().toList();

        assertThat(Quantiles.of(hundredAndOne)).isEqualTo(new Quantiles(50, 99));
        assertThat(Quantiles.of(List.of(7.0))).isEqualTo(new Quantiles(7, 7));
        assertThatThrownBy(() -> Quantiles.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
