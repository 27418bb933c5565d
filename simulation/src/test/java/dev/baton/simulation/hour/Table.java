package dev.baton.simulation.hour;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Markdown table that can be read as it is: names to the left, values to the right. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void add(String name, List<String> values) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(values);
        rows.add(row);
    }

    @Override
    public String toString() {
        String head = line(rows.getFirst());
        String rest = rows.stream().skip(1).map(this::line).collect(Collectors.joining());
        return head + rule() + rest;
    }

    private String rule() {
        return IntStream.range(0, rows.getFirst().size())
                .mapToObj(column -> column == 0 ? "-".repeat(width(0) + 2) : "-".repeat(width(column) + 1) + ":")
                .collect(Collectors.joining("|", "|", "|\n"));
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), column))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String padded(String cell, int column) {
        String blanks = " ".repeat(width(column) - cell.length());
        return column == 0 ? cell + blanks : blanks + cell;
    }

    private int width(int column) {
        int narrowest = column == 0 ? 27 : 15;
        return rows.stream().mapToInt(row -> row.get(column).length()).reduce(narrowest, Math::max);
    }
}
