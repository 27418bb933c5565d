package dev.baton.dialect.openai;

import static dev.baton.dialect.json.Json.text;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.Stencil;
import dev.baton.dialect.json.Stencil.Hole;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads one JSON object of the Chat Completions protocol: a {@code chat.completion.chunk}, or a whole
 * {@code chat.completion}, whose {@code message} says what a {@code delta} says in a stream; or of the older Completions, which
 * say it in a {@code text} in both. Knows the dialects of compatible servers:
 * {@code reasoning} and {@code reasoning_content}, content as a list of parts, tool calls without an index, usage on any
 * chunk, an {@code error} beside the choices.
 */
final class ChunkReader {

    /** The first of its three bytes, which no JSON text begins with. */
    private static final byte BYTE_ORDER_MARK = (byte) 0xEF;

    private final byte[] payload;
    private final Speech speech;
    private final boolean own;
    private final List<Part> parts = new ArrayList<>(2);
    private final List<Hole> holes = new ArrayList<>(4);
    private @Nullable Hole textAt;
    private String id = "";
    private long created;
    private String model = "";
    private boolean relayable = true;

    /**
     * Makes a reader.
     *
     * @param speech where the choices speak
     * @param own whether the client speaks this protocol: another one has no use for the payload and the id
     */
    ChunkReader(byte[] payload, Speech speech, boolean own) {
        this.payload = payload;
        this.speech = speech;
        this.own = own;
    }

    /**
     * The event of a stream in these bytes.
     *
     * @param before the head of the event before; used again when this one states the same
     * @param own whether the client speaks this protocol: another one has no use for the payload and the id
     * @throws BadAnswer when they are not one JSON object in UTF-8, or say that something went wrong
     */
    static AnswerEvent read(byte[] payload, Head before, boolean own) {
        return read(payload, before, Speech.DELTA, own);
    }

    /** The whole answer in these bytes; fails like {@link #read}. */
    static AnswerEvent readWhole(byte[] payload, boolean own) {
        return read(payload, Head.NONE, Speech.MESSAGE, own);
    }

    /** As {@link #read(byte[], Head, boolean)}, of choices that speak in this field. */
    static AnswerEvent read(byte[] payload, Head before, Speech speech, boolean own) {
        return new ChunkReader(payload, speech, own).read(before);
    }

    /** As {@link #read(byte[], Head, boolean)}. */
    AnswerEvent read(Head before) {
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), payload)) {
            object(json);
            if (json.nextToken() != null) {
                throw BadAnswer.untrue("a malformed event: more than one JSON value");
            }
            // Spread over several data lines: as it is, its second line would be none of an event.
            relayable &= json.currentLocation().getLineNr() == 1;
            // No SDK reads an event that begins with a byte order mark.
            relayable &= payload[0] != BYTE_ORDER_MARK;
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed event: not JSON");
        }
        Head head = new Head(own ? id : "", created, model);
        return new AnswerEvent(head.equals(before) ? before : head, parts, own ? payload : null, own && relayable);
    }

    /** What was read, to know others by that say another text; null where it says anything else than one. */
    @Nullable
    PlainChunk plain(AnswerEvent read) {
        Hole text = textAt;
        return text == null || parts.size() != 1 ? null : new PlainChunk(read, new Stencil(payload, text, holes));
    }

    private void object(JsonParser json) {
        if (Json.begin(json, payload) != JsonToken.START_OBJECT) {
            throw BadAnswer.untrue("a malformed event: not a JSON object");
        }
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "id" -> id = text(json, value);
                case "created" -> created = value == JsonToken.VALUE_NUMBER_INT ? json.getValueAsLong() : 0;
                case "model" -> model = text(json, value);
                case "choices" -> choices(json, value);
                case "usage" -> usage(json, value);
                case "error" -> error(json, value);
                default -> ignored(json, value);
            }
        }
    }

    /** Fingerprints, and what OpenAI pads every event with so that its length does not give its text away. */
    private void ignored(JsonParser json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            json.finishToken();
            holes.add(Hole.at(json));
        } else {
            json.skipChildren();
        }
    }

    private void error(JsonParser json, JsonToken value) {
        if (value != JsonToken.VALUE_NULL) {
            throw new BadAnswer(new Observation.ErrorEvent(payload));
        }
        // Some SDKs take any error key, even a null one, for an error.
        relayable = false;
        json.skipChildren();
    }

    private void usage(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        int from = (int) json.currentTokenLocation().getByteOffset();
        long prompt = 0;
        long completion = 0;
        long[] details = {0, 0, 0};
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken inner = json.nextToken();
            switch (field) {
                case "prompt_tokens" -> prompt = json.getValueAsLong();
                case "completion_tokens" -> completion = json.getValueAsLong();
                case "prompt_cache_hit_tokens" -> details[0] = json.getValueAsLong();
                case "prompt_tokens_details", "completion_tokens_details" -> usageDetails(json, inner, details);
                default -> json.skipChildren();
            }
        }
        int to = (int) json.currentTokenLocation().getByteOffset() + 1;
        parts.add(new Part.Usage(
                prompt,
                completion,
                new Part.Usage.Details(details[0], details[1], details[2]),
                false,
                own ? Arrays.copyOfRange(payload, from, to) : null));
        relayable = false;
    }

    private static void usageDetails(JsonParser json, JsonToken start, long[] details) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            json.nextToken();
            switch (field) {
                case "cached_tokens" -> details[0] = json.getValueAsLong();
                case "cache_write_tokens" -> details[1] = json.getValueAsLong();
                case "reasoning_tokens" -> details[2] = json.getValueAsLong();
                default -> json.skipChildren();
            }
        }
    }

    private void choices(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            choice(json);
        }
    }

    /** The index may stand behind the delta, so the parts are numbered when the choice has been read. */
    private void choice(JsonParser json) {
        int first = parts.size();
        int index = 0;
        FinishReason finish = null;
        boolean speaks = false;
        boolean speaksElsewhere = false;
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "index" -> index = json.getValueAsInt();
                case "text" -> {
                    speaks |= speech == Speech.TEXT;
                    plainText(json, value);
                }
                case "delta", "message" -> {
                    // Perplexity adds the whole text so far to each delta, as a message that no SDK looks at in a
                    // stream.
                    boolean due = field.equals(speech.field());
                    speaks |= due;
                    speaksElsewhere |= !due && value == JsonToken.START_OBJECT;
                    speech(json, value, due);
                }
                case "finish_reason" -> finish = finishReason(json, value);
                default -> json.skipChildren();
            }
        }
        if (speaksElsewhere && !speaks) {
            throw BadAnswer.untrue("a malformed event: a choice without its " + speech.field());
        }
        if (finish != null) {
            parts.add(new Part.Finish(0, finish));
        }
        if (index != 0) {
            for (int i = first; i < parts.size(); i++) {
                parts.set(i, renumbered(parts.get(i), index));
            }
        }
    }

    /** Beside a message some servers repeat its text, which is not said twice. */
    private void plainText(JsonParser json, JsonToken value) {
        if (speech == Speech.TEXT) {
            content(json, value);
        } else {
            json.skipChildren();
        }
    }

    private static Part renumbered(Part part, int choice) {
        return switch (part) {
            case Part.Role ignored -> new Part.Role(choice);
            case Part.Text said -> new Part.Text(choice, said.text());
            case Part.Reasoning thought -> new Part.Reasoning(choice, thought.text());
            case Part.Refusal refusal -> new Part.Refusal(choice, refusal.text());
            case Part.ToolCall call ->
                new Part.ToolCall(choice, call.index(), call.id(), call.name(), call.arguments());
            case Part.Finish finish -> new Part.Finish(choice, finish.reason());
            case Part.Usage usage -> usage;
            case Part.Block other -> other;
            case Part.Signature other -> other;
            case Part.Redacted other -> other;
            case Part.StillThinking other -> other;
        };
    }

    private void speech(JsonParser json, JsonToken start, boolean due) {
        if (!due || start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "role" -> role(value);
                case "content" -> content(json, value);
                case "reasoning_content", "reasoning" -> reasoning(text(json, value));
                case "refusal" -> refusal(text(json, value));
                case "tool_calls" -> toolCalls(json, value);
                case "function_call" -> functionCall(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void role(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            parts.add(new Part.Role(0));
        }
    }

    private void content(JsonParser json, JsonToken value) {
        if (value == JsonToken.START_ARRAY) {
            contentParts(json);
            return;
        }
        String text = text(json, value);
        if (!text.isEmpty()) {
            holes.remove(textAt);
            textAt = Hole.at(json);
            holes.add(textAt);
            parts.add(new Part.Text(0, text));
        }
    }

    /** Mistral sends content as a list of {@code text} and {@code thinking} parts. */
    private void contentParts(JsonParser json) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String field;
            while ((field = json.nextName()) != null) {
                JsonToken value = json.nextToken();
                switch (field) {
                    case "text" -> content(json, value);
                    case "thinking" -> thinking(json, value);
                    default -> json.skipChildren();
                }
            }
        }
    }

    private void thinking(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            reasoning(text(json, value));
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String field;
            while ((field = json.nextName()) != null) {
                JsonToken inner = json.nextToken();
                if (field.equals("text")) {
                    reasoning(text(json, inner));
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void reasoning(String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Reasoning(0, text));
        }
    }

    private void refusal(String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Refusal(0, text));
        }
    }

    private void toolCalls(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (int position = 0; json.nextToken() == JsonToken.START_OBJECT; position++) {
            toolCall(json, position);
        }
    }

    private void toolCall(JsonParser json, int position) {
        int index = -1;
        String id = null;
        Function function = Function.NONE;
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "index" -> index = json.getValueAsInt();
                case "id" -> id = emptyToNull(text(json, value));
                case "function", "custom" -> function = function(json, value);
                default -> json.skipChildren();
            }
        }
        if (index < 0) {
            // Clients fail on a tool delta without an index; some servers leave it out.
            relayable = false;
        }
        parts.add(new Part.ToolCall(0, index < 0 ? position : index, id, function.name, function.arguments));
    }

    private void functionCall(JsonParser json, JsonToken value) {
        Function function = function(json, value);
        if (!function.isNone()) {
            parts.add(new Part.ToolCall(0, 0, null, function.name, function.arguments));
        }
    }

    private record Function(@Nullable String name, String arguments) {
        static final Function NONE = new Function(null, "");

        boolean isNone() {
            return name == null && arguments.isEmpty();
        }
    }

    private static Function function(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Function.NONE;
        }
        String name = null;
        String arguments = "";
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "name" -> name = emptyToNull(text(json, value));
                case "arguments", "input" -> arguments = text(json, value);
                default -> json.skipChildren();
            }
        }
        return new Function(name, arguments);
    }

    private static @Nullable FinishReason finishReason(JsonParser json, JsonToken value) {
        String reason = text(json, value);
        return switch (reason) {
            case "" -> null;
            // eos: Together; eos_token and stop_sequence: TGI.
            case "stop", "eos", "eos_token" -> FinishReason.STOP;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "length", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            // abort (vLLM, SGLang), error (OpenRouter, Mistral), insufficient_system_resource (DeepSeek): no normal
            // end.
            default ->
                throw BadAnswer.untrue("the answer was given up by its server (finish_reason " + word(reason) + ")");
        };
    }

    /** A word from outside, short enough and plain enough for a message. */
    private static String word(String text) {
        return text.matches("[\\w.-]{1,40}") ? text : "unknown";
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
