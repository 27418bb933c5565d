package dev.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.bench.scenario.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private final Samples samples = new Samples();

    @Test
    void takesTheMiddleOfThreeRepetitions() {
        add("baton", Metric.JSON_CPU, 50, 40, 90);

        assertThat(samples.median("baton", Metric.JSON_CPU)).hasValue(50);
        assertThat(samples.all("baton", Metric.JSON_CPU)).containsExactly(50.0, 40.0, 90.0);
    }

    @Test
    void takesTheMeanOfTheMiddleTwoOfFour() {
        add("baton", Metric.JSON_CPU, 10, 40, 20, 100);

        assertThat(samples.median("baton", Metric.JSON_CPU)).hasValue(30);
    }

    @Test
    void hasNoMedianOfWhatWasNotMeasured() {
        add("baton", Metric.JSON_CPU, 50);

        assertThat(samples.median("baton", Metric.PACED_CPU)).isEmpty();
        assertThat(samples.median("portkey", Metric.JSON_CPU)).isEmpty();
        assertThat(samples.has(Metric.PACED_CPU)).isFalse();
    }

    @Test
    void comparesMediansWithNginx() {
        add("nginx", Metric.JSON_CPU, 13, 12, 14);
        add("baton", Metric.JSON_CPU, 39, 52, 26);

        assertThat(samples.ratio("baton", Metric.JSON_CPU)).hasValue(3);
    }

    @Test
    void comparesNothingThatCannotBeCompared() {
        add("nginx", Metric.JSON_CPU, 13);
        add("nginx", Metric.JSON_RATE, 70_000);
        add("direct", Metric.PACED_AGE_P50, 40);
        add("baton", Metric.JSON_RATE, 30_000);
        add("baton", Metric.PACED_CPU, 16);

        assertThat(samples.ratio("nginx", Metric.JSON_CPU)).as("with itself").isEmpty();
        assertThat(samples.ratio("direct", Metric.PACED_AGE_P50)).as("no proxy").isEmpty();
        assertThat(samples.ratio("baton", Metric.JSON_RATE))
                .as("the machine's speed")
                .isEmpty();
        assertThat(samples.ratio("baton", Metric.PACED_CPU))
                .as("without a yardstick")
                .isEmpty();
    }

    private void add(String contender, Metric metric, double... values) {
        for (double value : values) {
            samples.add(contender, Map.of(metric, value));
        }
    }
}
