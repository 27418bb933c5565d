package dev.baton.gateway.dialects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** OpenAI Responses. */
final class ResponsesEar implements Ear {

    @Override
    public String protocol() {
        return "responses";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/responses";
    }

    @Override
    public boolean knowsStops() {
        return false;
    }

    @Override
    public Told told(JsonNode request) {
        StringBuilder system = new StringBuilder(request.path("instructions").asString(""));
        List<String> said = new ArrayList<>();
        List<Heard.Call> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        if (request.path("input").isString()) {
            said.add("user: " + request.path("input").asString());
        }
        for (JsonNode item : request.path("input")) {
            switch (item.path("type").asString("message")) {
                case "message" -> message(item, system, said);
                case "function_call" -> {
                    String name = item.path("name").asString();
                    names.put(item.path("call_id").asString(), name);
                    calls.add(new Heard.Call(
                            name, Told.JSON.readTree(item.path("arguments").asString())));
                }
                case "function_call_output" ->
                    results.add(names.get(item.path("call_id").asString()) + ": "
                            + String.join("", text(item.path("output"))));
                default -> {}
            }
        }
        List<String> tools = new ArrayList<>();
        request.path("tools").forEach(tool -> tools.add(tool.path("name").asString()));
        return new Told(
                system.toString(),
                said,
                calls,
                results,
                tools,
                request.path("tool_choice").asString("").replace("required", "any"),
                !request.path("parallel_tool_calls").asBoolean(true),
                request.at("/text/format/schema"),
                request.at("/reasoning/effort").isString(),
                request.path("max_output_tokens").asLong(0),
                List.of(),
                request.path("temperature").asDouble(-1));
    }

    private static void message(JsonNode message, StringBuilder system, List<String> said) {
        String role = message.path("role").asString();
        for (String text : text(message.path("content"))) {
            if (role.equals("system")) {
                system.append(text);
            } else {
                said.add(role + ": " + text);
            }
        }
    }

    private static List<String> text(JsonNode content) {
        List<String> texts = new ArrayList<>();
        if (content.isString()) {
            texts.add(content.asString());
        }
        for (JsonNode part : content.isArray() ? content : Told.JSON.createArrayNode()) {
            texts.add(
                    part.has("text")
                            ? part.path("text").asString()
                            : "[image " + part.path("image_url").asString() + "]");
        }
        return texts;
    }
}
