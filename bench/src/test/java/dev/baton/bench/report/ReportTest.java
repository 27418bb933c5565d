package dev.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.bench.scenario.Metric;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

    private static final Machine MACHINE = new Machine("a processor", 2, 24_000, "Linux 6", "JDK 25", "cc 12", 20_000);

    private final Samples samples = new Samples();

    ReportTest() {
        samples.add("direct", Map.of(Metric.JSON_RATE, 148_457.0));
        samples.add("nginx", Map.of(Metric.JSON_RATE, 73_020.0, Metric.JSON_CPU, 13.2));
        samples.add("baton", Map.of(Metric.JSON_RATE, 27_167.0, Metric.JSON_CPU, 46.2));
    }

    @Test
    void putsOneTableForEachLoadWithRatiosInBrackets() {
        assertThat(new Table(samples).markdown()).isEqualTo("""
                        **JSON, 32 connections, closed loop**

                        | | direct | nginx | baton |
                        |---|---:|---:|---:|
                        | requests, /s | 148,457 | 73,020 | 27,167 |
                        | CPU per request, µs | – | 13.2 | 46.2 (3.50×) |
                        """);
    }

    @Test
    void leavesOutColumnsThatALoadHasNothingFor() {
        samples.add("baton", Map.of(Metric.SEAM_P50, 410.4));

        assertThat(new Table(samples).markdown()).endsWith("""
                        **The first target dies at token 20**

                        | | baton |
                        |---|---:|
                        | added to the gap before token 21 p50, µs | 410 |
                        """);
    }

    @Test
    void listsEveryRepetition() {
        samples.add("baton", Map.of(Metric.JSON_CPU, 48.08));

        assertThat(new Table(samples).repetitions())
                .contains("- baton: JSON, 32 connections, closed loop: CPU per request, µs: 46.2 · 48.1\n");
    }

    @Test
    void drawsOneBarForEachContenderOfAPanel() throws Exception {
        Document chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(new Chart(samples).svg())));

        assertThat(chart.getElementsByTagName("rect").getLength())
                .as("nginx and baton")
                .isEqualTo(2);
        assertThat(chart.getDocumentElement().getTextContent())
                .contains("JSON, 32 connections, closed loop: CPU per request, µs", "46.2  (3.50×)");
    }

    @Test
    void saysLoudlyWhatWentWrong() {
        Report report = new Report(
                MACHINE, Map.of("nginx", "1.22.1"), 3, samples, List.of("sseload -c 32"), List.of("2 incomplete"));

        assertThat(report.page())
                .contains(
                        "> **Problem:** 2 incomplete\n",
                        "- nginx: 1.22.1\n",
                        "- open files: 20000\n",
                        "sseload -c 32\n");
    }
}
