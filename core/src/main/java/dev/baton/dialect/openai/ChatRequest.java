package dev.baton.dialect.openai;

import dev.baton.answer.Part;
import dev.baton.dialect.BadRequest;
import dev.baton.resilience.Opening;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.splice.Alignment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client's request for a chat completion. Kept as the bytes it came in; for each attempt only what must differ is
 * replaced.
 */
public final class ChatRequest {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.UTF_8);

    private static final int MOST_CHOICES = 128;

    private final JsonObjectBytes body;
    private final String model;
    private final boolean streaming;
    private final boolean usageWanted;
    private final int choices;
    private final RequestTraits traits;
    private final long promptCharacters;

    private ChatRequest(JsonObjectBytes body, byte[] bytes) {
        this.body = body;
        this.model = requiredModel();
        this.streaming = bool("stream");
        this.usageWanted = !streaming || streamOptions().path("include_usage").asBoolean(false);
        this.choices = choiceCount();
        this.traits = new RequestTraits(
                isContinuable(), !body.textInLastElement("messages", "role").equals("assistant"), isDeterministic());
        this.promptCharacters = bytes.length;
    }

    /**
     * Reads a request.
     *
     * @throws BadRequest when it is not JSON, or a field that decides about its way is not what it must be. Everything
     *     else is left to the provider.
     */
    public static ChatRequest parse(byte[] bytes) {
        return new ChatRequest(object(bytes), bytes);
    }

    private static JsonObjectBytes object(byte[] bytes) {
        JsonObjectBytes object;
        try {
            object = JsonObjectBytes.parse(bytes);
        } catch (JacksonException malformed) {
            var where = malformed.getLocation();
            String place = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
            throw new BadRequest(
                    400,
                    "invalid_json",
                    null,
                    "The body is not valid JSON" + place
                            + " (expected: one JSON object in UTF-8, at most 64 levels deep, no repeated keys).");
        }
        if (object == null) {
            throw new BadRequest(400, "invalid_json", null, "The body is not a single JSON object.");
        }
        return object;
    }

    private String requiredModel() {
        JsonNode value = field("model");
        if (!value.isString() || value.asString().isBlank()) {
            throw invalid("model", value, "a model name");
        }
        if (!body.isArray("messages")) {
            throw invalid("messages", field("messages"), "an array of messages");
        }
        return value.asString();
    }

    /** The value of a field; a missing node when it is not there. */
    private JsonNode field(String name) {
        byte[] value = body.value(name);
        return value == null ? Json.TREES.missingNode() : Json.TREES.readTree(value);
    }

    private boolean bool(String name) {
        JsonNode value = field(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(name, value, "true or false");
        }
        return value.asBoolean();
    }

    private JsonNode streamOptions() {
        JsonNode options = field("stream_options");
        if (!options.isMissingNode() && !options.isNull() && !options.isObject()) {
            throw invalid("stream_options", options, "an object");
        }
        return options;
    }

    private int choiceCount() {
        JsonNode n = field("n");
        if (n.isMissingNode() || n.isNull()) {
            return 1;
        }
        if (!n.isInt() || n.asInt() < 1 || n.asInt() > MOST_CHOICES) {
            throw invalid("n", n, "a whole number from 1 to " + MOST_CHOICES);
        }
        return n.asInt();
    }

    private boolean isContinuable() {
        String format = field("response_format").path("type").asString("text");
        return choices == 1 && !field("logprobs").asBoolean(false) && format.equals("text");
    }

    private boolean isDeterministic() {
        JsonNode temperature = field("temperature");
        return field("seed").isNumber() || (temperature.isNumber() && temperature.asDouble() == 0);
    }

    private static BadRequest invalid(String field, JsonNode found, String expected) {
        String what = found.isMissingNode()
                ? "is missing"
                : "is " + found.getNodeType().name().toLowerCase(Locale.ROOT);
        return new BadRequest(
                400, "invalid_value", field, "'" + field + "' " + what + " (expected: " + expected + ").");
    }

    /** The route that the client asks for. */
    public String model() {
        return model;
    }

    /** Whether the client wants the answer token by token. */
    public boolean isStreaming() {
        return streaming;
    }

    /** How many answers the client wants to this one prompt. */
    int choices() {
        return choices;
    }

    /** Whether the client wants to be told what the answer cost. */
    public boolean wantsUsage() {
        return usageWanted;
    }

    /** What matters when an answer to this request breaks. */
    public RequestTraits traits() {
        return traits;
    }

    /** A guess at the tokens of the prompt, for when no provider counts them. */
    long estimatedPromptTokens() {
        return Part.Usage.estimate(promptCharacters);
    }

    /**
     * The body for one attempt: the target's model, usage always asked for, and for a prefill the delivered text as a
     * trailing assistant message, with the flags of that server and with the tokens already spent taken off the limit.
     *
     * @param delivered the text that the client has
     */
    byte[] bodyFor(Step step, String delivered) {
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("model", json(step.target().model()));
        if (streaming) {
            changes.put("stream_options", optionsWithUsage());
        }
        if (step.opening() == Opening.PREFILL) {
            addPrefill(changes, step, Alignment.prefillOf(delivered));
        }
        return body.with(changes);
    }

    private byte[] optionsWithUsage() {
        ObjectNode options = streamOptions() instanceof ObjectNode given ? given : Json.TREES.createObjectNode();
        return Json.TREES.writeValueAsBytes(options.put("include_usage", true));
    }

    private void addPrefill(Map<String, byte[]> changes, Step step, String prefix) {
        ObjectNode message =
                Json.TREES.createObjectNode().put("role", "assistant").put("content", prefix);
        switch (step.target().continuation()) {
            case NONE, PREFILL -> {}
            case PREFIX_FLAG -> message.put("prefix", true);
            case PARTIAL_FLAG -> message.put("partial", true);
            case CONTINUE_FINAL_MESSAGE -> {
                changes.put("continue_final_message", TRUE);
                changes.put("add_generation_prompt", FALSE);
            }
        }
        changes.put("messages", body.appended("messages", Json.TREES.writeValueAsBytes(message)));
        lowerLimit(changes, "max_tokens", prefix);
        lowerLimit(changes, "max_completion_tokens", prefix);
    }

    private void lowerLimit(Map<String, byte[]> changes, String name, String prefix) {
        JsonNode limit = field(name);
        if (limit.isIntegralNumber()) {
            long left = Math.max(1, limit.asLong() - Part.Usage.estimate(prefix.length()));
            changes.put(name, Long.toString(left).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] json(String text) {
        return Json.TREES.writeValueAsBytes(text);
    }
}
