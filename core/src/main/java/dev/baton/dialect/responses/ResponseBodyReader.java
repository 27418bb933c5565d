package dev.baton.dialect.responses;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads a whole response. */
final class ResponseBodyReader {

    private ResponseBodyReader() {}

    /**
     * The response in these bytes.
     *
     * @param own whether the client speaks this protocol
     * @throws BadAnswer when they are not one JSON object, or say that something went wrong
     */
    static AnswerEvent read(byte[] body, boolean own) {
        ResponseFields response = fieldsOf(body);
        if (response.failed()) {
            throw ResponseFailure.in(body);
        }
        Head head = new Head(own ? response.id() : "", response.created(), response.model());
        return new AnswerEvent(head, parts(response), own ? body : null, own);
    }

    private static ResponseFields fieldsOf(byte[] body) {
        try (JsonParser json = Json.LENIENT.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw BadAnswer.untrue("a malformed answer: not a JSON object");
            }
            ResponseFields response = ResponseFields.read(json, JsonToken.START_OBJECT, true);
            if (json.nextToken() != null) {
                throw BadAnswer.untrue("a malformed answer: more than one JSON value");
            }
            return response;
        } catch (JacksonException malformed) {
            throw BadAnswer.untrue("a malformed answer: not JSON");
        }
    }

    private static List<Part> parts(ResponseFields response) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Role(0));
        OpenItems items = new OpenItems();
        response.output().forEach(item -> items.add(item, parts));
        FinishReason reason = response.finish("", items.hasCalls());
        if (reason != null) {
            parts.add(new Part.Finish(0, reason));
        }
        if (response.usage() != null) {
            parts.add(response.usage());
        }
        return parts;
    }
}
