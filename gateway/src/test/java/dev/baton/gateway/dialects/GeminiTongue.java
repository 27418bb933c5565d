package dev.baton.gateway.dialects;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Google Gemini. */
final class GeminiTongue implements Tongue {

    private static final String TOOLS = """
            "tools":[{"functionDeclarations":[{"name":"weather","description":"How it is","parameters":
            {"type":"OBJECT","properties":{"city":{"type":"STRING"}}}},{"name":"time"}]}]""";

    @Override
    public String name() {
        return "Google Gemini";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/v1beta/models/" + model + (streaming ? ":streamGenerateContent?alt=sse" : ":generateContent");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("x-goog-api-client", "google-genai-sdk/2.0.0");
    }

    @Override
    public boolean knowsSerialCalls() {
        return false;
    }

    @Override
    public boolean hearsCallsInPieces() {
        return false;
    }

    @Override
    public String request(String model, Wish wish, boolean streaming) {
        return "{" + fields(wish) + "}";
    }

    private static String fields(Wish wish) {
        String hello = "\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]";
        return switch (wish) {
            case TALK -> """
                    "systemInstruction":{"parts":[{"text":"Be brief."}]},
                    "contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello."}]},
                    {"role":"user","parts":[{"text":"Go on"}]}]""";
            case TOOLS -> hello + "," + TOOLS + ",\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\"}}";
            case RESULTS -> """
                    "contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[
                    {"text":"Let me look."},
                    {"functionCall":{"id":"f:a","name":"weather","args":{"city":"Rome"}},"thoughtSignature":"czE="},
                    {"functionCall":{"name":"time","args":{}}}]},
                    {"role":"user","parts":[
                    {"functionResponse":{"id":"f:a","name":"weather","response":{"output":"sunny"}}},
                    {"functionResponse":{"name":"time","response":{"output":"noon"}}}]},
                    {"role":"user","parts":[{"text":"And?"}]}],""" + TOOLS;
            case IMAGES -> """
                    "contents":[{"role":"user","parts":[{"text":"Look"},
                    {"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}},
                    {"fileData":{"mimeType":"image/png","fileUri":"https://example.com/a.png"}}]}]""";
            case SCHEMA -> hello + """
                    ,"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":
                    {"type":"object","properties":{"a":{"type":"integer"}}}}""";
            case THINKING -> hello + """
                    ,"generationConfig":{"thinkingConfig":{"includeThoughts":true,"thinkingBudget":3000}}""";
            case LIMITS -> hello + ",\"generationConfig\":{\"maxOutputTokens\":100,\"temperature\":0.5}";
            case STOP -> hello + ",\"generationConfig\":{\"stopSequences\":[\"END\"]}";
        };
    }

    /** Every event is a whole response; nothing stands behind the last one. */
    @Override
    public Heard stream(int status, List<Sse> events) {
        Heard.Builder heard = new Heard.Builder();
        heard.status = status;
        for (Sse event : events) {
            check(event.name().isEmpty(), "an event with a name: " + event);
            check(heard.finish.isEmpty() && heard.error.isEmpty(), "something behind the end: " + event);
            response(heard, event.json());
        }
        return heard.built();
    }

    private static void response(Heard.Builder heard, JsonNode response) {
        if (response.has("error")) {
            heard.error = response.at("/error/message").asString();
            return;
        }
        heard.named(
                response.path("responseId").asString(""),
                response.path("modelVersion").asString(""));
        check(response.path("candidates").size() == 1, "not one candidate: " + response);
        JsonNode candidate = response.at("/candidates/0");
        for (JsonNode part : candidate.at("/content/parts")) {
            boolean thought = part.path("thought").asBoolean(false);
            (thought ? heard.reasoning : heard.text).append(part.path("text").asString(""));
            if (part.has("functionCall")) {
                heard.call(part.at("/functionCall/name").asString());
                heard.arguments.getLast().append(part.at("/functionCall/args"));
            }
        }
        JsonNode usage = response.path("usageMetadata");
        heard.promptTokens = usage.path("promptTokenCount").asLong(heard.promptTokens);
        heard.completionTokens = usage.path("candidatesTokenCount").asLong(heard.completionTokens)
                + usage.path("thoughtsTokenCount").asLong(0);
        if (candidate.hasNonNull("finishReason")) {
            heard.finish = finish(candidate.path("finishReason").asString(), heard.names.isEmpty());
            heard.complete = true;
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static String finish(String reason, boolean callsNothing) {
        return switch (reason) {
            case "STOP" -> callsNothing ? "stop" : "tool_calls";
            case "MAX_TOKENS" -> "length";
            case "SAFETY" -> "content_filter";
            default -> throw new AssertionError("a finish reason that nobody expects: " + reason);
        };
    }

    @Override
    public Heard whole(int status, String body) {
        Heard.Builder heard = new Heard.Builder();
        heard.status = status;
        response(heard, Told.JSON.readTree(body));
        return heard.built();
    }
}
