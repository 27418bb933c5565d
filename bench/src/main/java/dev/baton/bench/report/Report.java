package dev.baton.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A run as a page: what was measured on what, how, and what came out.
 *
 * @param versions of the contenders, by name
 * @param commands that were run, without those that only differ in a process id
 * @param problems that make the figures doubtful
 */
public record Report(
        Machine machine,
        Map<String, String> versions,
        int repetitions,
        Samples samples,
        Collection<String> commands,
        List<String> problems) {

    private static final String PAGE = "results.md";
    private static final String CHART = "results.svg";

    /** Writes the page and the chart. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(PAGE), page());
        Files.writeString(folder.resolve(CHART), new Chart(samples).svg());
    }

    String page() {
        Table table = new Table(samples);
        StringBuilder page = new StringBuilder("# Measured\n\n");
        page.append("Written by `./baton bench`; [bench/README.md](../../bench/README.md) says how to read it. ");
        page.append("Medians of ").append(repetitions).append(" interleaved repetitions; in brackets the ratio to ");
        page.append(Samples.YARDSTICK).append(".\n\n");
        problems.forEach(
                problem -> page.append("> **Problem:** ").append(problem).append("\n>\n"));
        page.append(problems.isEmpty() ? "" : "\n");
        page.append(new Verdict(samples).markdown()).append('\n');
        page.append("![Less is better](").append(CHART).append(")\n\n");
        page.append(table.markdown());
        page.append("\n## On\n\n");
        machine.lines().forEach(line -> page.append("- ").append(line).append('\n'));
        versions.forEach((name, version) ->
                page.append("- ").append(name).append(": ").append(version).append('\n'));
        page.append("\n## By\n\n```text\n");
        commands.forEach(command -> page.append(command).append('\n'));
        page.append("```\n\n## All repetitions\n\n").append(table.repetitions());
        return page.toString();
    }
}
