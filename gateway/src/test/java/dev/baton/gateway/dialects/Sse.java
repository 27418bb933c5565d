package dev.baton.gateway.dialects;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An event of a stream. */
record Sse(String name, String data) {

    static List<Sse> parse(String body) {
        List<Sse> events = new ArrayList<>();
        for (String block : body.split("\n\n")) {
            String name = "";
            String data = "";
            for (String line : block.split("\n")) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (!line.startsWith(":") && !line.isEmpty()) {
                    throw new AssertionError("not a line as the gateway writes them: " + line);
                }
            }
            if (!data.isEmpty()) {
                events.add(new Sse(name, data));
            }
        }
        return events;
    }

    JsonNode json() {
        return Told.JSON.readTree(data);
    }
}
