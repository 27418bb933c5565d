package dev.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.bench.scenario.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private final Samples samples = new Samples();

    @Test
    void tellsWhatIsReachedKeptAndMissed() {
        samples.add("nginx", Map.of(Metric.JSON_CPU, 10.0, Metric.PACED_CPU, 10.0));
        samples.add("baton", Map.of(Metric.JSON_CPU, 26.0, Metric.PACED_CPU, 15.0, Metric.START_UP, 1.9));

        assertThat(new Verdict(samples).markdown())
                .contains(
                        "| CPU time of a JSON request, to nginx, × | ≤ 3.2 | ≤ 2.6 | 2.6 | aim reached |\n",
                        "| CPU time of a paced event, to nginx, × | ≤ 1.7 | ≤ 1.4 | 1.5 | kept |\n",
                        "| from exec to the first 200, s | ≤ 1.8 | ≤ 1.0 | 1.9 | **missed** |\n",
                        "| resident memory, idle, MB | ≤ 200 | ≤ 140 | – | not measured |\n");
    }

    @Test
    void takesMoreForBetterWhereMoreIsBetter() {
        samples.add("baton", Map.of(Metric.JSON_RATE, 20_000.0));
        samples.add("portkey", Map.of(Metric.JSON_RATE, 1_000.0));

        assertThat(new Verdict(samples).markdown())
                .contains("| JSON requests a second, to Portkey, × | ≥ 18 | ≥ 25 | 20 | kept |\n");
    }

    @Test
    void comparesWhatIsAddedToTheWayWithoutAProxy() {
        samples.add("direct", Map.of(Metric.FIRST_TOKEN_P50, 300.0));
        samples.add("nginx", Map.of(Metric.FIRST_TOKEN_P50, 400.0));
        samples.add("baton", Map.of(Metric.FIRST_TOKEN_P50, 550.0));

        assertThat(new Verdict(samples).markdown())
                .contains("| added to the first token p50, to nginx, × | ≤ 3.0 | ≤ 2.0 | 2.5 | kept |\n");
    }

    @Test
    void readsTimesOfFailoverInMilliseconds() {
        samples.add("baton", Map.of(Metric.SEAM_P99, 1_500.0));

        assertThat(new Verdict(samples).markdown())
                .contains("| added by a death in mid-answer, p99, ms | ≤ 5.0 | ≤ 2.0 | 1.5 | aim reached |\n");
    }
}
