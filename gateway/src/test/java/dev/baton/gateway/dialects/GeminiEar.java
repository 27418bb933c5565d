package dev.baton.gateway.dialects;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Google Gemini. */
final class GeminiEar implements Ear {

    @Override
    public String protocol() {
        return "gemini";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/models/" + model + (streaming ? ":streamGenerateContent" : ":generateContent");
    }

    @Override
    public String keyHeader() {
        return "x-goog-api-key";
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public boolean knowsSerialCalls() {
        return false;
    }

    @Override
    public boolean tellsCallsInPieces() {
        return false;
    }

    @Override
    public Told told(JsonNode request) {
        StringBuilder system = new StringBuilder();
        request.at("/systemInstruction/parts")
                .forEach(part -> system.append(part.path("text").asString("")));
        List<String> said = new ArrayList<>();
        List<Heard.Call> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (JsonNode content : request.path("contents")) {
            String role = content.path("role").asString("user").equals("model") ? "assistant" : "user";
            for (JsonNode part : content.path("parts")) {
                if (part.has("functionCall")) {
                    JsonNode call = part.path("functionCall");
                    calls.add(new Heard.Call(call.path("name").asString(), call.path("args")));
                } else if (part.has("functionResponse")) {
                    results.add(result(part.path("functionResponse")));
                } else {
                    said.add(role + ": " + said(part));
                }
            }
        }
        List<String> tools = new ArrayList<>();
        for (JsonNode tool : request.path("tools")) {
            tool.path("functionDeclarations")
                    .forEach(function -> tools.add(function.path("name").asString()));
        }
        JsonNode config = request.path("generationConfig");
        List<String> stop = new ArrayList<>();
        config.path("stopSequences").forEach(each -> stop.add(each.asString()));
        return new Told(
                system.toString(),
                said,
                calls,
                results,
                tools,
                request.at("/toolConfig/functionCallingConfig/mode")
                        .asString("")
                        .toLowerCase(Locale.ROOT),
                false,
                config.path("responseJsonSchema"),
                config.at("/thinkingConfig/includeThoughts").asBoolean(false),
                config.path("maxOutputTokens").asLong(0),
                stop,
                config.path("temperature").asDouble(-1));
    }

    private static String result(JsonNode response) {
        return response.path("name").asString() + ": "
                + response.at("/response/output").asString();
    }

    private static String said(JsonNode part) {
        if (part.has("inlineData")) {
            JsonNode data = part.path("inlineData");
            return "[image data:" + data.path("mimeType").asString() + ";base64,"
                    + data.path("data").asString() + "]";
        }
        return part.has("fileData")
                ? "[image " + part.at("/fileData/fileUri").asString() + "]"
                : part.path("text").asString();
    }
}
