package dev.baton.gateway.dialects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** OpenAI Chat Completions. */
final class ChatEar implements Ear {

    @Override
    public String protocol() {
        return "openai";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/chat/completions";
    }

    @Override
    public Told told(JsonNode request) {
        StringBuilder system = new StringBuilder();
        List<String> said = new ArrayList<>();
        List<Heard.Call> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asString();
            switch (role) {
                case "system" -> system.append(message.path("content").asString());
                case "tool" ->
                    results.add(names.get(message.path("tool_call_id").asString()) + ": "
                            + message.path("content").asString());
                default -> say(said, role, message.path("content"));
            }
            for (JsonNode call : message.path("tool_calls")) {
                String name = call.at("/function/name").asString();
                names.put(call.path("id").asString(), name);
                calls.add(new Heard.Call(
                        name, Told.JSON.readTree(call.at("/function/arguments").asString())));
            }
        }
        JsonNode limit = request.path(request.has("max_tokens") ? "max_tokens" : "max_completion_tokens");
        return new Told(
                system.toString(),
                said,
                calls,
                results,
                names(request),
                choice(request.path("tool_choice")),
                !request.path("parallel_tool_calls").asBoolean(true),
                request.at("/response_format/json_schema/schema"),
                request.has("reasoning_effort"),
                limit.asLong(0),
                stop(request.path("stop")),
                request.path("temperature").asDouble(-1));
    }

    private static void say(List<String> said, String role, JsonNode content) {
        if (content.isString()) {
            said.add(role + ": " + content.asString());
        }
        for (JsonNode part : content.isArray() ? content : Told.JSON.createArrayNode()) {
            said.add(role + ": "
                    + (part.has("text")
                            ? part.path("text").asString()
                            : "[image " + part.at("/image_url/url").asString() + "]"));
        }
    }

    private static List<String> names(JsonNode request) {
        List<String> names = new ArrayList<>();
        request.path("tools")
                .forEach(tool -> names.add(tool.at("/function/name").asString()));
        return names;
    }

    private static String choice(JsonNode choice) {
        return choice.isString() && choice.asString().equals("required") ? "any" : choice.asString("");
    }

    private static List<String> stop(JsonNode stop) {
        List<String> texts = new ArrayList<>();
        if (stop.isString()) {
            texts.add(stop.asString());
        }
        stop.forEach(each -> texts.add(each.asString()));
        return texts;
    }
}
