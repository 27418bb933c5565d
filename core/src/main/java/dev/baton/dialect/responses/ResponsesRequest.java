package dev.baton.dialect.responses;

import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.route.Protocol;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client's request for a response. Kept as the bytes it came in; for each attempt only what must differ is replaced. */
final class ResponsesRequest implements ClientRequest {

    private final RequestFields body;
    private final String model;
    private final boolean streaming;
    private final RequestTraits traits;

    private ResponsesRequest(RequestFields body) {
        this.body = body;
        this.model = body.field("model").name("a model name");
        if (!body.isArray("input")) {
            checkText(body.field("input"));
        }
        this.streaming = body.field("stream").flag();
        JsonField background = body.field("background");
        if (background.flag() && !streaming) {
            throw background.invalid("false, or a stream: a response cannot be fetched here later");
        }
        this.traits = ResponsesTraits.of(body);
    }

    private static void checkText(JsonField input) {
        if (!input.isAbsent() && !input.isText()) {
            throw input.invalid("a text or an array of items");
        }
    }

    static ResponsesRequest read(byte[] bytes) {
        return new ResponsesRequest(RequestFields.read(bytes));
    }

    @Override
    public Protocol protocol() {
        return Protocol.RESPONSES;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public boolean isStreaming() {
        return streaming;
    }

    @Override
    public RequestTraits traits() {
        return traits;
    }

    @Override
    public long estimatedPromptTokens() {
        return Part.Usage.estimate(body.length());
    }

    @Override
    public Prompt prompt() {
        return ResponsesPromptReader.read(body);
    }

    @Override
    public String nameOf(Feature feature) {
        return ResponsesPromptReader.nameOf(feature);
    }

    @Override
    public AnswerEncoder encoder(String requestId, Instant now) {
        return new ResponsesEncoder(body, new Head("resp_" + requestId, now.getEpochSecond(), model), requestId);
    }

    /**
     * The body for one attempt: the target's model, no thoughts that its vendor does not know, and what the step's way of taking up
     * the answer changes.
     */
    @Override
    public byte[] bodyFor(Step step, String delivered) {
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("model", Json.TREES.writeValueAsBytes(step.target().model()));
        changes.putAll(ResponsesOpening.changes(body, step, delivered));
        byte[] request = body.with(changes);
        boolean foreign = body.isArray("input") && ForeignThoughts.mayBeIn(request);
        return foreign ? withoutForeignThoughts(changes) : request;
    }

    private byte[] withoutForeignThoughts(Map<String, byte[]> changes) {
        byte[] input = changes.getOrDefault("input", body.bytes("input"));
        changes.put("input", ForeignThoughts.removed(input));
        return body.with(changes);
    }
}
