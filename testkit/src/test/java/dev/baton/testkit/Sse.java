package dev.baton.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads well-formed event streams. */
final class Sse {

    private Sse() {}

    static List<String> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring(5).strip())
                .toList();
    }

    static List<JsonNode> chunks(String body) {
        List<JsonNode> chunks = new ArrayList<>();
        for (String data : data(body)) {
            if (!data.equals("[DONE]")) {
                chunks.add(JsonMapper.shared().readTree(data));
            }
        }
        return chunks;
    }

    static String text(String body) {
        return chunks(body).stream()
                .map(chunk -> chunk.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asString(""))
                .collect(Collectors.joining());
    }

    static List<String> finishReasons(String body) {
        List<String> reasons = new ArrayList<>();
        for (JsonNode chunk : chunks(body)) {
            for (JsonNode choice : chunk.path("choices")) {
                if (choice.path("finish_reason").isString()) {
                    reasons.add(choice.path("finish_reason").stringValue());
                }
            }
        }
        return reasons;
    }
}
