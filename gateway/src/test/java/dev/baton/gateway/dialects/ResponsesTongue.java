package dev.baton.gateway.dialects;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** OpenAI Responses. */
final class ResponsesTongue implements Tongue {

    private static final String TOOLS = """
            "tools":[{"type":"function","name":"weather","description":"How it is","strict":false,"parameters":
            {"type":"object","properties":{"city":{"type":"string"}}}},{"type":"function","name":"time"}]""";

    @Override
    public String name() {
        return "OpenAI Responses";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/v1/responses";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public boolean knowsStops() {
        return false;
    }

    @Override
    public String request(String model, Wish wish, boolean streaming) {
        return "{\"model\":\"" + model + "\"" + (streaming ? ",\"stream\":true" : "") + "," + fields(wish) + "}";
    }

    private static String fields(Wish wish) {
        String hello = "\"input\":\"Hi\"";
        return switch (wish) {
            case TALK -> """
                    "instructions":"Be brief.","input":[{"role":"user","content":"Hi"},
                    {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":
                    [{"type":"output_text","text":"Hello.","annotations":[]}]},
                    {"role":"user","content":[{"type":"input_text","text":"Go on"}]}]""";
            case TOOLS -> hello + "," + TOOLS + ",\"tool_choice\":\"required\",\"parallel_tool_calls\":false";
            case RESULTS -> """
                    "input":[{"role":"user","content":"Hi"},
                    {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm."}]},
                    {"role":"assistant","content":"Let me look."},
                    {"type":"function_call","call_id":"call:a","name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"},
                    {"type":"function_call","call_id":"call_b","name":"time","arguments":"{}"},
                    {"type":"function_call_output","call_id":"call:a","output":"sunny"},
                    {"type":"function_call_output","call_id":"call_b","output":[{"type":"input_text","text":"noon"}]},
                    {"role":"user","content":"And?"}],""" + TOOLS;
            case IMAGES -> """
                    "input":[{"role":"user","content":[{"type":"input_text","text":"Look"},
                    {"type":"input_image","image_url":"data:image/png;base64,iVBORw0KGgo="},
                    {"type":"input_image","image_url":"https://example.com/a.png","detail":"auto"}]}]""";
            case SCHEMA -> hello + """
                    ,"text":{"format":{"type":"json_schema","name":"a","strict":true,"schema":
                    {"type":"object","properties":{"a":{"type":"integer"}}}}}""";
            case THINKING -> hello + ",\"reasoning\":{\"effort\":\"high\"}";
            case LIMITS, STOP -> hello + ",\"max_output_tokens\":100,\"temperature\":0.5";
        };
    }

    @Override
    public Heard stream(int status, List<Sse> events) {
        ResponseEvents reader = new ResponseEvents();
        reader.heard.status = status;
        events.forEach(reader::read);
        return reader.heard.built();
    }

    @Override
    public Heard whole(int status, String body) {
        Heard.Builder heard = new Heard.Builder();
        heard.status = status;
        JsonNode json = Told.JSON.readTree(body);
        heard.error = json.at("/error/message").asString("");
        if (heard.error.isEmpty()) {
            ResponseEvents.named(heard, json);
        }
        for (JsonNode item : json.path("output")) {
            heard.text.append(item.at("/content/0/text").asString(""));
            heard.reasoning.append(item.at("/summary/0/text").asString(""));
            if (item.path("type").asString().equals("function_call")) {
                heard.call(item.path("name").asString());
                heard.arguments.getLast().append(item.path("arguments").asString());
            }
        }
        ResponseEvents.end(heard, json);
        return heard.built();
    }
}
