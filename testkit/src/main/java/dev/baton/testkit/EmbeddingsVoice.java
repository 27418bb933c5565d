package dev.baton.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's embeddings: of a script only its model, its faults and its manners matter. A token is a vector. */
final class EmbeddingsVoice implements Voice {

    private static final int USUAL_DIMENSIONS = 8;

    @Override
    public Body body(Performance said, String id) {
        JsonNode asked = said.request().body();
        List<String> texts = texts(asked.path("input"));
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        texts.forEach(text -> data.add(entry(data.size(), vector(said.model(), text, asked), asked)));
        list.put("model", said.model());
        int words = texts.stream().mapToInt(text -> Tokens.split(text).size()).sum();
        list.putObject("usage").put("prompt_tokens", words).put("total_tokens", words);
        return new WholeBody(Json.bytes(list), texts.size(), "application/json");
    }

    /** One text, or many; each as letters or as the numbers of its tokens. */
    private static List<String> texts(JsonNode input) {
        boolean many = input.isArray() && !input.path(0).isNumber();
        return (many ? input.valueStream() : Stream.of(input))
                .map(each -> each.isString() ? each.stringValue() : each.toString())
                .toList();
    }

    private static float[] vector(String model, String text, JsonNode asked) {
        return Vectors.of(model, text, asked.path("dimensions").asInt(USUAL_DIMENSIONS));
    }

    private static ObjectNode entry(int index, float[] vector, JsonNode asked) {
        ObjectNode entry = Json.object().put("object", "embedding").put("index", index);
        if (asked.path("encoding_format").asString("float").equals("base64")) {
            return entry.put("embedding", base64(vector));
        }
        ArrayNode numbers = entry.putArray("embedding");
        for (float number : vector) {
            numbers.add(number);
        }
        return entry;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Override
    public Reply reply(Reply reply) {
        return reply;
    }
}
