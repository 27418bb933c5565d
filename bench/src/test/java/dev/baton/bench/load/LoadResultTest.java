package dev.baton.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadResultTest {

    private static final String WHOLE = """
            {"label":"","mode":"stream","connections":4,"seconds":2.000,"requests":40,"events":8120,"req_per_s":20.0,\
            "events_per_s":4060.0,"mbytes_per_s":1.02,"ttft_us":{"p50":330.5,"p90":400.0,"p99":900.0,"max":950.0},\
            "total_us":{"p50":4000.0,"p90":4100.0,"p99":4200.0,"max":4300.0},\
            "event_age_us":{"p50":41.0,"p90":60.0,"p99":2056.0,"max":3000.0},"errors":0,\
            "error_kinds":{"connect":0,"reset":0,"status":0,"timeout":0,"protocol":0},"incomplete":0,"disordered":0,\
            "open_at_end":4,"loader_cpu_s":0.10,"proc":{"pids":1,"cpu_us":100000,"cores":0.050,\
            "cpu_us_per_request":2500.00,"cpu_us_per_event":12.315,"rss_before_kb":1000,"rss_full_kb":3000,\
            "rss_max_kb":3100,"rss_after_kb":3000,"hwm_kb":3100,"threads":9,"top_threads":{"java/1":90000}}}
            """;

    @Test
    void readsEveryFigure() {
        LoadResult result = LoadResult.parse(WHOLE);

        assertThat(result)
                .isEqualTo(new LoadResult(
                        20,
                        4060,
                        new Quantiles(330.5, 900),
                        new Quantiles(4000, 4200),
                        new Quantiles(41, 2056),
                        new LoadResult.Shed(0, new Quantiles(0, 0)),
                        new LoadResult.Cost(2500, 12.315, 1000, 3000),
                        List.of()));
    }

    @Test
    void tellsWhatWasRefusedFromWhatFailed() {
        String shedding =
                WHOLE.replace("\"errors\":0,", "\"shed\":12,\"shed_us\":{\"p50\":300.5,\"p99\":900.0},\"errors\":0,");

        LoadResult result = LoadResult.parse(shedding);

        assertThat(result.shed()).isEqualTo(new LoadResult.Shed(12, new Quantiles(300.5, 900)));
        assertThat(result.problems()).isEmpty();
    }

    @Test
    void hasNoCostWhenNoProcessWasWatched() {
        String unwatched = WHOLE.substring(0, WHOLE.indexOf(",\"proc\"")) + "}";

        assertThat(LoadResult.parse(unwatched).cost()).isEqualTo(new LoadResult.Cost(0, 0, 0, 0));
    }

    @Test
    void namesEachKindOfFailure() {
        String broken = WHOLE.replace("\"reset\":0", "\"reset\":3")
                .replace("\"status\":0", "\"status\":1")
                .replace("\"incomplete\":0", "\"incomplete\":2")
                .replace("\"disordered\":0", "\"disordered\":7");

        assertThat(LoadResult.parse(broken).problems())
                .containsExactly("3 errors (reset)", "1 errors (status)", "2 incomplete", "7 disordered");
    }

    @Test
    void countsSilenceAsAProblem() {
        String silent = WHOLE.replace("\"requests\":40", "\"requests\":0").replace("\"events\":8120", "\"events\":0");

        assertThat(LoadResult.parse(silent).problems()).containsExactly("no answer at all");
    }

    @Test
    void quotesWhatIsNotAResult() {
        assertThatThrownBy(() -> LoadResult.parse("usage: sseload [options]\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the load generator says: usage: sseload [options]");
    }
}
