package dev.baton.bench.load;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the generator found in the measured span.
 *
 * @param requestsPerSecond completed
 * @param eventsPerSecond of all streams together, {@code [DONE]} included
 * @param firstToken from a request to its first token
 * @param total from a request to the end of its answer
 * @param eventAge from the mock's write of an event to its arrival
 * @param shed what was refused, where the load allows for it
 * @param cost of the watched processes; zeroes where none was watched
 * @param problems what went wrong, empty when every answer was whole and in order
 */
public record LoadResult(
        double requestsPerSecond,
        double eventsPerSecond,
        Quantiles firstToken,
        Quantiles total,
        Quantiles eventAge,
        Shed shed,
        Cost cost,
        List<String> problems) {

    /**
     * Requests that were refused with status 429 or 503.
     *
     * @param time from when a request was due to its refusal
     */
    public record Shed(long count, Quantiles time) {}

    /**
     * By the operating system's accounting.
     *
     * @param microsPerRequest CPU time
     * @param microsPerEvent CPU time
     * @param idleKb resident memory before the load
     * @param fullKb resident memory when last all streams were open; 0 when they never were
     */
    public record Cost(double microsPerRequest, double microsPerEvent, long idleKb, long fullKb) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Reads the output of the generator. */
    public static LoadResult parse(String output) {
        JsonNode found;
        try {
            found = JSON.readTree(output);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("the load generator says: " + output.strip(), unreadable);
        }
        JsonNode proc = found.path("proc");
        return new LoadResult(
                found.path("req_per_s").asDouble(0),
                found.path("events_per_s").asDouble(0),
                quantiles(found.path("ttft_us")),
                quantiles(found.path("total_us")),
                quantiles(found.path("event_age_us")),
                new Shed(found.path("shed").asLong(0), quantiles(found.path("shed_us"))),
                new Cost(
                        proc.path("cpu_us_per_request").asDouble(0),
                        proc.path("cpu_us_per_event").asDouble(0),
                        proc.path("rss_before_kb").asLong(0),
                        proc.path("rss_full_kb").asLong(0)),
                problems(found));
    }

    private static Quantiles quantiles(JsonNode node) {
        return new Quantiles(node.path("p50").asDouble(0), node.path("p99").asDouble(0));
    }

    private static List<String> problems(JsonNode found) {
        List<String> problems = new ArrayList<>();
        found.path("error_kinds").properties().forEach(kind -> {
            if (kind.getValue().asLong(0) > 0) {
                problems.add(kind.getValue().asLong(0) + " errors (" + kind.getKey() + ")");
            }
        });
        for (String kind : List.of("incomplete", "disordered")) {
            if (found.path(kind).asLong(0) > 0) {
                problems.add(found.path(kind).asLong(0) + " " + kind);
            }
        }
        if (found.path("requests").asLong(0) == 0 && found.path("events").asLong(0) == 0) {
            problems.add("no answer at all");
        }
        return List.copyOf(problems);
    }
}
