package dev.baton.gateway.dialects;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Anthropic Messages. */
final class MessagesTongue implements Tongue {

    private static final String TOOLS = """
            "tools":[{"name":"weather","description":"How it is","input_schema":
            {"type":"object","properties":{"city":{"type":"string"}}}},{"name":"time","input_schema":{"type":"object"}}]""";

    @Override
    public String name() {
        return "Anthropic Messages";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/v1/messages";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("anthropic-version", "2023-06-01", "anthropic-beta", "a-1,b-2");
    }

    @Override
    public String request(String model, Wish wish, boolean streaming) {
        String limit = wish == Wish.LIMITS ? "100" : "5000";
        return "{\"model\":\"" + model + "\",\"max_tokens\":" + limit + (streaming ? ",\"stream\":true" : "") + ","
                + fields(wish) + "}";
    }

    private static String fields(Wish wish) {
        String hello = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
        return switch (wish) {
            case TALK -> """
                    "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
                    "messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},
                    {"role":"user","content":[{"type":"text","text":"Go on"}]}]""";
            case TOOLS -> hello + "," + TOOLS + """
                    ,"tool_choice":{"type":"any","disable_parallel_tool_use":true}""";
            case RESULTS -> """
                    "messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[
                    {"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"Let me look."},
                    {"type":"tool_use","id":"toolu_a","name":"weather","input":{"city":"Rome"}},
                    {"type":"tool_use","id":"toolu_b","name":"time","input":{}}]},
                    {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_a","content":"sunny"},
                    {"type":"tool_result","tool_use_id":"toolu_b","content":[{"type":"text","text":"noon"}]},
                    {"type":"text","text":"And?"}]}],""" + TOOLS;
            case IMAGES -> """
                    "messages":[{"role":"user","content":[{"type":"text","text":"Look"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}},
                    {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}]}]""";
            case SCHEMA -> hello + """
                    ,"output_config":{"format":{"type":"json_schema","schema":
                    {"type":"object","properties":{"a":{"type":"integer"}}}}}""";
            case THINKING -> hello + ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":3000}";
            case LIMITS -> hello + ",\"temperature\":0.5";
            case STOP -> hello + ",\"stop_sequences\":[\"END\"]";
        };
    }

    /** As strict as the accumulators of the SDKs: one start, dense numbers, deltas of the open block's kind, one stop. */
    @Override
    public Heard stream(int status, List<Sse> events) {
        Reader reader = new Reader();
        reader.heard.status = status;
        events.forEach(reader::read);
        return reader.heard.built();
    }

    private static final class Reader {
        final Heard.Builder heard = new Heard.Builder();
        boolean started;
        int blocks;
        String open = "";

        void read(Sse event) {
            JsonNode json = event.json();
            String type = json.path("type").asString();
            check(event.name().equals(type), "the name is not the type: " + event);
            check(!heard.complete, "something behind message_stop: " + event);
            switch (type) {
                case "ping" -> {}
                case "message_start" -> {
                    check(!started, "a second message_start");
                    named(heard, json.path("message"));
                    started = true;
                    usage(heard, json.at("/message/usage"));
                }
                case "content_block_start" -> begin(json);
                case "content_block_delta" -> delta(json);
                case "content_block_stop" -> {
                    check(json.path("index").asInt() == blocks - 1 && !open.isEmpty(), "no such block is open");
                    open = "";
                }
                case "message_delta" -> {
                    check(open.isEmpty(), "a block is open behind the end");
                    heard.finish = finish(json.path("delta"));
                    usage(heard, json.path("usage"));
                }
                case "message_stop" -> heard.complete = true;
                case "error" -> heard.error = json.at("/error/message").asString();
                default -> throw new AssertionError("an event that no client knows: " + event);
            }
        }

        private void begin(JsonNode json) {
            check(started, "a block before message_start");
            check(open.isEmpty(), "a block within a block");
            check(json.path("index").asInt() == blocks, "numbers that are not dense");
            blocks++;
            open = json.at("/content_block/type").asString();
            if (open.equals("tool_use")) {
                check(json.at("/content_block/id").asString().matches("[a-zA-Z0-9_-]+"), "an id that is none");
                heard.call(json.at("/content_block/name").asString());
            }
        }

        private void delta(JsonNode json) {
            check(json.path("index").asInt() == blocks - 1, "a delta of another block");
            JsonNode delta = json.path("delta");
            String type = delta.path("type").asString();
            switch (type) {
                case "text_delta" -> heard.text.append(delta.path("text").asString());
                case "thinking_delta" ->
                    heard.reasoning.append(delta.path("thinking").asString());
                case "input_json_delta" ->
                    heard.arguments.getLast().append(delta.path("partial_json").asString());
                case "signature_delta" -> {}
                default -> throw new AssertionError("a delta that no client knows: " + json);
            }
            String kind = switch (type) {
                case "text_delta" -> "text";
                case "input_json_delta" -> "tool_use";
                default -> "thinking";
            };
            check(open.equals(kind), "a " + type + " in a block of type " + open);
        }
    }

    private static void named(Heard.Builder heard, JsonNode message) {
        heard.named(message.path("id").asString(""), message.path("model").asString(""));
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static String finish(JsonNode delta) {
        return switch (delta.path("stop_reason").asString("")) {
            case "end_turn" -> "stop";
            case "max_tokens" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> throw new AssertionError("a stop reason that no client knows: " + delta);
        };
    }

    private static void usage(Heard.Builder heard, JsonNode usage) {
        heard.promptTokens = usage.path("input_tokens").asLong(heard.promptTokens);
        heard.completionTokens = usage.path("output_tokens").asLong(heard.completionTokens);
    }

    @Override
    public Heard whole(int status, String body) {
        Heard.Builder heard = new Heard.Builder();
        JsonNode json = Told.JSON.readTree(body);
        heard.status = status;
        if (json.path("type").asString().equals("error")) {
            heard.error = json.at("/error/message").asString();
            return heard.built();
        }
        named(heard, json);
        for (JsonNode block : json.path("content")) {
            heard.text.append(block.path("text").asString(""));
            heard.reasoning.append(block.path("thinking").asString(""));
            if (block.path("type").asString().equals("tool_use")) {
                heard.call(block.path("name").asString());
                heard.arguments.getLast().append(block.path("input"));
            }
        }
        heard.finish = finish(json);
        usage(heard, json.path("usage"));
        heard.complete = json.path("type").asString().equals("message");
        return heard.built();
    }
}
