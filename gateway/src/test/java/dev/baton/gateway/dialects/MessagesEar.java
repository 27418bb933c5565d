package dev.baton.gateway.dialects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Anthropic Messages. */
final class MessagesEar implements Ear {

    @Override
    public String protocol() {
        return "anthropic";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/messages";
    }

    @Override
    public String keyHeader() {
        return "x-api-key";
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Told told(JsonNode request) {
        StringBuilder system = new StringBuilder();
        text(request.path("system")).forEach(system::append);
        List<String> said = new ArrayList<>();
        List<Heard.Call> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asString();
            text(message.path("content")).forEach(text -> said.add(role + ": " + text));
            for (JsonNode block : message.path("content")) {
                switch (block.path("type").asString("")) {
                    case "tool_use" -> {
                        names.put(
                                block.path("id").asString(), block.path("name").asString());
                        calls.add(new Heard.Call(block.path("name").asString(), block.path("input")));
                    }
                    case "tool_result" ->
                        results.add(names.get(block.path("tool_use_id").asString()) + ": "
                                + String.join("", text(block.path("content"))));
                    default -> {}
                }
            }
        }
        List<String> tools = new ArrayList<>();
        request.path("tools").forEach(tool -> tools.add(tool.path("name").asString()));
        List<String> stop = new ArrayList<>();
        request.path("stop_sequences").forEach(each -> stop.add(each.asString()));
        return new Told(
                system.toString(),
                said,
                calls,
                results,
                tools,
                request.at("/tool_choice/type").asString(""),
                request.at("/tool_choice/disable_parallel_tool_use").asBoolean(false),
                request.at("/output_config/format/schema"),
                request.at("/thinking/type").asString("").equals("enabled"),
                request.path("max_tokens").asLong(0),
                stop,
                request.path("temperature").asDouble(-1));
    }

    private static List<String> text(JsonNode content) {
        List<String> texts = new ArrayList<>();
        if (content.isString()) {
            texts.add(content.asString());
        }
        for (JsonNode block : content.isArray() ? content : Told.JSON.createArrayNode()) {
            switch (block.path("type").asString("")) {
                case "text" -> texts.add(block.path("text").asString());
                case "image" -> texts.add("[image " + url(block.path("source")) + "]");
                default -> {}
            }
        }
        return texts;
    }

    private static String url(JsonNode source) {
        return source.path("type").asString().equals("url")
                ? source.path("url").asString()
                : "data:" + source.path("media_type").asString() + ";base64,"
                        + source.path("data").asString();
    }
}
