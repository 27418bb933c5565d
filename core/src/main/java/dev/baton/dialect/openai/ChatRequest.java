package dev.baton.dialect.openai;

import dev.baton.answer.Part;
import dev.baton.dialect.BadRequest;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
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
        this.traits = ChatTraits.of(body, choices);
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
        JsonNode value = body.field("model");
        if (!value.isString() || value.asString().isBlank()) {
            throw invalid("model", value, "a model name");
        }
        if (!body.isArray("messages")) {
            throw invalid("messages", body.field("messages"), "an array of messages");
        }
        return value.asString();
    }

    private boolean bool(String name) {
        JsonNode value = body.field(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(name, value, "true or false");
        }
        return value.asBoolean();
    }

    private JsonNode streamOptions() {
        JsonNode options = body.field("stream_options");
        if (!options.isMissingNode() && !options.isNull() && !options.isObject()) {
            throw invalid("stream_options", options, "an object");
        }
        return options;
    }

    private int choiceCount() {
        JsonNode n = body.field("n");
        if (n.isMissingNode() || n.isNull()) {
            return 1;
        }
        if (!n.isInt() || n.asInt() < 1 || n.asInt() > MOST_CHOICES) {
            throw invalid("n", n, "a whole number from 1 to " + MOST_CHOICES);
        }
        return n.asInt();
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
     * The body for one attempt: the target's model, usage always asked for, and what the step's way of taking up the answer
     * changes.
     *
     * @param delivered the text that the client has
     */
    byte[] bodyFor(Step step, String delivered) {
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("model", Json.TREES.writeValueAsBytes(step.target().model()));
        if (streaming) {
            changes.put("stream_options", optionsWithUsage());
        }
        changes.putAll(ChatOpening.changes(body, step, delivered));
        return body.with(changes);
    }

    private byte[] optionsWithUsage() {
        ObjectNode options = streamOptions() instanceof ObjectNode given ? given : Json.TREES.createObjectNode();
        return Json.TREES.writeValueAsBytes(options.put("include_usage", true));
    }
}
