package dev.baton.gateway.dialects;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** OpenAI Chat Completions. */
final class ChatTongue implements Tongue {

    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"weather","description":"How it is","parameters":
            {"type":"object","properties":{"city":{"type":"string"}}}}},{"type":"function","function":{"name":"time"}}]""";

    @Override
    public String name() {
        return "OpenAI Chat";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/v1/chat/completions";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public String request(String model, Wish wish, boolean streaming) {
        String options = streaming ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "";
        return "{\"model\":\"" + model + "\"" + options + "," + fields(wish) + "}";
    }

    private static String fields(Wish wish) {
        String hello = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
        return switch (wish) {
            case TALK -> """
                    "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},
                    {"role":"assistant","content":"Hello."},{"role":"user","content":[{"type":"text","text":"Go on"}]}]""";
            case TOOLS -> hello + "," + TOOLS + ",\"tool_choice\":\"required\",\"parallel_tool_calls\":false";
            case RESULTS -> """
                    "messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Let me look.","tool_calls":[
                    {"id":"call:a","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}},
                    {"id":"call_b","type":"function","function":{"name":"time","arguments":"{}"}}]},
                    {"role":"tool","tool_call_id":"call:a","content":"sunny"},
                    {"role":"tool","tool_call_id":"call_b","content":"noon"},{"role":"user","content":"And?"}],""" + TOOLS;
            case IMAGES -> """
                    "messages":[{"role":"user","content":[{"type":"text","text":"Look"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},
                    {"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]""";
            case SCHEMA -> hello + """
                    ,"response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":
                    {"type":"object","properties":{"a":{"type":"integer"}}}}}""";
            case THINKING -> hello + ",\"reasoning_effort\":\"high\"";
            case LIMITS -> hello + ",\"max_tokens\":100,\"temperature\":0.5";
            case STOP -> hello + ",\"stop\":\"END\"";
        };
    }

    @Override
    public Heard stream(int status, List<Sse> events) {
        Heard.Builder heard = new Heard.Builder();
        heard.status = status;
        for (Sse event : events) {
            if (heard.complete) {
                throw new AssertionError("something behind [DONE]: " + event);
            }
            if (event.name().equals("error")) {
                heard.error = event.json().at("/error/message").asString();
            } else if (event.data().equals("[DONE]")) {
                heard.complete = true;
            } else {
                chunk(heard, event.json());
            }
        }
        return heard.built();
    }

    private static void chunk(Heard.Builder heard, JsonNode chunk) {
        named(heard, chunk);
        for (JsonNode choice : chunk.path("choices")) {
            JsonNode delta = choice.path("delta");
            heard.text.append(delta.path("content").asString(""));
            heard.reasoning.append(delta.path("reasoning_content").asString(""));
            for (JsonNode call : delta.path("tool_calls")) {
                if (call.path("function").has("name")) {
                    heard.call(call.path("function").path("name").asString());
                }
                heard.arguments
                        .get(call.path("index").asInt())
                        .append(call.path("function").path("arguments").asString(""));
            }
            finish(heard, choice);
        }
        usage(heard, chunk.path("usage"));
    }

    private static void named(Heard.Builder heard, JsonNode json) {
        heard.named(json.path("id").asString(""), json.path("model").asString(""));
    }

    private static void finish(Heard.Builder heard, JsonNode choice) {
        if (choice.hasNonNull("finish_reason")) {
            if (!heard.finish.isEmpty()) {
                throw new AssertionError("a second finish");
            }
            heard.finish = choice.path("finish_reason").asString();
        }
    }

    private static void usage(Heard.Builder heard, JsonNode usage) {
        heard.promptTokens = usage.path("prompt_tokens").asLong(heard.promptTokens);
        heard.completionTokens = usage.path("completion_tokens").asLong(heard.completionTokens);
    }

    @Override
    public Heard whole(int status, String body) {
        Heard.Builder heard = new Heard.Builder();
        JsonNode json = Told.JSON.readTree(body);
        heard.status = status;
        heard.error = json.at("/error/message").asString("");
        if (heard.error.isEmpty()) {
            named(heard, json);
        }
        JsonNode message = json.at("/choices/0/message");
        heard.text.append(message.path("content").asString(""));
        heard.reasoning.append(message.path("reasoning_content").asString(""));
        for (JsonNode call : message.path("tool_calls")) {
            heard.call(call.at("/function/name").asString());
            heard.arguments.getLast().append(call.at("/function/arguments").asString());
        }
        json.path("choices").forEach(choice -> finish(heard, choice));
        usage(heard, json.path("usage"));
        heard.complete = !heard.finish.isEmpty();
        return heard.built();
    }
}
