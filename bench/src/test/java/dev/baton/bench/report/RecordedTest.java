package dev.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.bench.scenario.Metric;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RecordedTest {

    private static final Machine MACHINE = new Machine("a processor", 2, 24_000, "Linux 6", "JDK 25", "cc 12", 20_000);

    @Test
    void toleratesTwiceTheRecordedRatio() throws IOException {
        Recorded recorded = recorded("json.cpu-per-request=2\npaced.cpu-per-event=1.5\n");

        assertThat(recorded.regressions(samples(40, 30))).isEmpty();
    }

    @Test
    void saysWhatCostsMoreThanThat() throws IOException {
        Recorded recorded = recorded("json.cpu-per-request=2\npaced.cpu-per-event=1.5\n");

        assertThat(recorded.regressions(samples(41, 30)))
                .containsExactly("JSON, 32 connections, closed loop: CPU per request is 4.10× that of nginx"
                        + " (recorded: 2.00×, expected: at most twice that)");
    }

    @Test
    void findsNothingWrongWhereNothingIsRecorded() throws IOException {
        Recorded recorded = recorded("");

        assertThat(recorded.regressions(samples(1000, 1000))).isEmpty();
        assertThat(recorded.comparison(samples(40, 30)))
                .contains(
                        "JSON, 32 connections, closed loop: CPU per request is 4.00× that of nginx (nothing recorded)");
    }

    @Test
    void readsWhatItWrites() throws IOException {
        Recorded recorded = recorded(Recorded.format(samples(35, 13), MACHINE));

        assertThat(recorded.comparison(samples(35, 13)))
                .containsExactlyInAnyOrder(
                        "JSON, 32 connections, closed loop: CPU per request is 3.50× that of nginx (recorded: 3.50×)",
                        "1,000 streams, a token every 20 ms: CPU per event is 1.30× that of nginx (recorded: 1.30×)");
    }

    private static Recorded recorded(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return Recorded.of(properties);
    }

    /** Nginx at 10 µs, and Baton. */
    private static Samples samples(double perRequest, double perEvent) {
        Samples samples = new Samples();
        samples.add("nginx", Map.of(Metric.JSON_CPU, 10.0, Metric.PACED_CPU, 10.0));
        samples.add("baton", Map.of(Metric.JSON_CPU, perRequest, Metric.PACED_CPU, perEvent));
        return samples;
    }
}
