package dev.baton.gateway.dialects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** AWS Bedrock's Converse, of which a request is signed. */
final class BedrockEar implements Ear {

    @Override
    public String protocol() {
        return "bedrock";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/model/" + model + (streaming ? "/converse-stream" : "/converse");
    }

    @Override
    public String key() {
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/";
    }

    @Override
    public boolean saysItsModel() {
        return false;
    }

    @Override
    public boolean knowsSerialCalls() {
        return false;
    }

    @Override
    public boolean fetchesImages() {
        return false;
    }

    @Override
    public String settings() {
        return "region: eu-west-1, aws-keys: { access-key-id: AKIDEXAMPLE, secret-access-key: an-example }";
    }

    @Override
    public Told told(JsonNode request) {
        StringBuilder system = new StringBuilder();
        request.path("system").forEach(block -> system.append(block.path("text").asString("")));
        List<String> said = new ArrayList<>();
        List<Heard.Call> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (JsonNode message : request.path("messages")) {
            for (JsonNode block : message.path("content")) {
                if (block.has("toolUse")) {
                    JsonNode call = block.path("toolUse");
                    names.put(
                            call.path("toolUseId").asString(), call.path("name").asString());
                    calls.add(new Heard.Call(call.path("name").asString(), call.path("input")));
                } else if (block.has("toolResult")) {
                    JsonNode result = block.path("toolResult");
                    results.add(names.get(result.path("toolUseId").asString()) + ": "
                            + result.at("/content/0/text").asString());
                } else {
                    said.add(message.path("role").asString() + ": " + said(block));
                }
            }
        }
        List<String> tools = new ArrayList<>();
        request.at("/toolConfig/tools")
                .forEach(tool -> tools.add(tool.at("/toolSpec/name").asString()));
        List<String> stop = new ArrayList<>();
        request.at("/inferenceConfig/stopSequences").forEach(each -> stop.add(each.asString()));
        return new Told(
                system.toString(),
                said,
                calls,
                results,
                tools,
                String.join("", request.at("/toolConfig/toolChoice").propertyNames()),
                false,
                schema(request.at("/outputConfig/textFormat/structure/jsonSchema/schema")),
                request.at("/additionalModelRequestFields/thinking/type")
                        .asString("")
                        .equals("enabled"),
                request.at("/inferenceConfig/maxTokens").asLong(0),
                stop,
                request.at("/inferenceConfig/temperature").asDouble(-1));
    }

    private static String said(JsonNode block) {
        JsonNode image = block.path("image");
        return image.isMissingNode()
                ? block.path("text").asString()
                : "[image data:image/" + image.path("format").asString() + ";base64,"
                        + image.at("/source/bytes").asString() + "]";
    }

    private static JsonNode schema(JsonNode text) {
        return text.isMissingNode() ? text : Told.JSON.readTree(text.asString());
    }
}
