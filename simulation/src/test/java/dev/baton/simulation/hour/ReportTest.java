package dev.baton.simulation.hour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.baton.route.RoutePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.util.diff.DiffUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What policies come to is written down in {@code simulation/report.md}: who changes one sees what it does, and shows it.
 * {@code -Dbaton.simulation.report=write} writes the report anew.
 */
class ReportTest {

    private static final Path REPORT = Path.of("report.md");
    private static final String RENEW = "mvn -q -pl core,simulation test -Dtest=ReportTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dbaton.simulation.report=write";

    private static List<Comparison> hours;

    @BeforeAll
    static void letAllHoursPass() {
        long began = System.nanoTime();
        hours = Comparison.ofAll();
        tellHowFast(Duration.ofNanos(System.nanoTime() - began));
    }

    @Test
    void theReportIsThatOfThisCode() throws IOException {
        String report = Report.of(hours);
        if ("write".equals(System.getProperty("baton.simulation.report"))) {
            Files.writeString(REPORT, report);
        }

        String told = Files.readString(REPORT);
        if (!told.equals(report)) {
            fail(
                    "report.md tells of other code. If the difference is meant, write it down with%n%s%n%n%s",
                    RENEW, difference(told, report));
        }
    }

    @Test
    void troubleCostsFewCalls() {
        assertThat(hours)
                .allSatisfy(hour -> assertThat(hour.outcomes())
                        .allSatisfy(outcome ->
                                assertThat(outcome.calls()).isLessThanOrEqualTo(outcome.requests() * 11L / 10)));
    }

    @Test
    void whoServesNobodyIsHardlyAsked() {
        assertThat(hours)
                .filteredOn(hour -> hour.scenario().servesNobody())
                .hasSize(4)
                .allSatisfy(hour -> assertThat(hour.outcomes())
                        .allSatisfy(outcome -> assertThat(outcome.callsInTrouble())
                                .isLessThanOrEqualTo(outcome.requestsInTrouble() / 10)));
    }

    /** Somebody must come after that, too, and get a first token. */
    @Test
    void thePrimaryIsBackWhenItsLongestTimeOutIsOver() {
        long longest = RoutePolicy.DEFAULT.breaker().openMax().plusSeconds(4).toNanos();

        assertThat(hours)
                .filteredOn(hour -> hour.scenario().ends())
                .hasSize(6)
                .allSatisfy(hour -> assertThat(hour.outcomes())
                        .allSatisfy(outcome -> assertThat(outcome.back()).isBetween(0L, longest)));
    }

    @Test
    void anHourIsTheSameWheneverItPasses() {
        Scenario scenario = Scenario.ALL.getLast();

        assertThat(Hour.of(scenario, Shape.WEIGHTS).toString())
                .isEqualTo(Hour.of(scenario, Shape.WEIGHTS).toString());
    }

    private static String difference(String told, String happened) {
        List<String> before = told.lines().toList();
        List<String> now = happened.lines().toList();
        return String.join(
                "\n", DiffUtils.generateUnifiedDiff("report.md", "this code", before, DiffUtils.diff(before, now), 2));
    }

    private static void tellHowFast(Duration took) {
        long hours = (long) Scenario.ALL.size() * Shape.values().length;
        System.out.printf(
                "report: %d hours in %d ms, %,d times as fast as real time%n",
                hours, took.toMillis(), Hour.LENGTH.multipliedBy(hours).toMillis() / took.toMillis());
    }
}
