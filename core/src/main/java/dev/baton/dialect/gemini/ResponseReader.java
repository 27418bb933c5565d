package dev.baton.dialect.gemini;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.Expected;
import dev.baton.dialect.json.Json;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads the responses of one answer: each event of a stream is one, and an answer in one piece is one, or a list of them where a
 * server streams although nobody asked. One for each attempt, used by one thread at a time.
 */
final class ResponseReader {

    private final Expected expected;
    private final GeminiUsage usage = new GeminiUsage();
    private final Map<Integer, Integer> calls = new HashMap<>();
    private final BitSet finished = new BitSet();
    private Head head = Head.NONE;

    private byte[] payload = {};
    private List<Part> parts = List.of();
    private String id = "";
    private String model = "";
    private boolean blocked;

    ResponseReader(Expected expected) {
        this.expected = expected;
    }

    /**
     * An event of a stream.
     *
     * @throws BadAnswer when it is not one JSON object, or says that something went wrong
     */
    AnswerEvent read(byte[] event) {
        begin(event);
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), event)) {
            if (Json.begin(json, event) != JsonToken.START_OBJECT) {
                throw BadAnswer.untrue("a malformed event: not a JSON object");
            }
            response(json);
            end(json);
            // Spread over several data lines, or behind a byte order mark: as it is, no SDK would read it.
            return event(true, json.currentLocation().getLineNr() == 1 && event[0] == '{');
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed event: not JSON");
        }
    }

    /** An answer in one piece; fails like {@link #read}. */
    AnswerEvent readWhole(byte[] body) {
        begin(body);
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), body)) {
            boolean single = Json.begin(json, body) == JsonToken.START_OBJECT;
            if (single) {
                response(json);
            } else {
                responses(json);
            }
            end(json);
            return event(single, single);
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed answer: not JSON");
        }
    }

    private void begin(byte[] bytes) {
        payload = bytes;
        parts = new ArrayList<>(2);
        id = "";
        model = "";
    }

    private static void end(JsonParser json) {
        if (json.nextToken() != null) {
            throw BadAnswer.untrue("a malformed answer: more than one JSON value");
        }
    }

    private void responses(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw BadAnswer.untrue("a malformed answer: not a JSON object");
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            response(json);
        }
    }

    private void response(JsonParser json) {
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "candidates" -> candidates(json, value);
                case "promptFeedback" -> feedback(json, value);
                case "usageMetadata" -> usage.read(json, value);
                case "responseId" -> id = Json.text(json, value);
                case "modelVersion" -> model = Json.text(json, value);
                case "error" -> error(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private void error(JsonParser json, JsonToken value) {
        if (value != JsonToken.VALUE_NULL) {
            throw new BadAnswer(new Observation.ErrorEvent(payload));
        }
        json.skipChildren();
    }

    private void candidates(JsonParser json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            candidate(json);
        }
    }

    private void candidate(JsonParser json) {
        List<IntFunction<Part>> said = new ArrayList<>(1);
        PartFields fields = new PartFields(payload, said, choice -> calls.getOrDefault(choice, 0));
        int index = 0;
        String reason = "";
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            switch (field) {
                case "index" -> index = json.getValueAsInt();
                case "content" -> content(json, value, fields);
                case "finishReason" -> reason = Json.text(json, value);
                default -> json.skipChildren();
            }
        }
        for (IntFunction<Part> part : said) {
            parts.add(part.apply(index));
        }
        int callsSoFar = calls.getOrDefault(index, 0) + fields.calls();
        calls.put(index, callsSoFar);
        FinishReason finish = FinishReasons.read(reason, callsSoFar > 0);
        if (finish != null) {
            finish(index, finish);
        }
    }

    private void finish(int choice, FinishReason reason) {
        parts.add(new Part.Finish(choice, reason));
        if (choice >= 0) {
            finished.set(choice);
        }
    }

    private static void content(JsonParser json, JsonToken start, PartFields fields) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            if (field.equals("parts") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    fields.read(json);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    /** A prompt that is refused is told in place of candidates. */
    private void feedback(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        String field;
        while ((field = json.nextName()) != null) {
            JsonToken value = json.nextToken();
            if (field.equals("blockReason")) {
                blocked |= !Json.text(json, value).equals("BLOCK_REASON_UNSPECIFIED");
            } else {
                json.skipChildren();
            }
        }
    }

    private AnswerEvent event(boolean hasPayload, boolean relayable) {
        if (blocked) {
            blocked = false;
            IntStream.range(0, expected.choices()).forEach(choice -> finish(choice, FinishReason.CONTENT_FILTER));
        }
        if (isFinished() && usage.isStated()) {
            parts.add(usage.part());
        }
        boolean own = expected.ownDialect();
        Head stated = new Head(own ? id : "", 0, model);
        head = stated.equals(head) ? head : stated;
        return new AnswerEvent(head, parts, own && hasPayload ? payload : null, own && relayable);
    }

    /** Whether every candidate that the client waits for has ended. */
    boolean isFinished() {
        return finished.cardinality() >= expected.choices();
    }
}
