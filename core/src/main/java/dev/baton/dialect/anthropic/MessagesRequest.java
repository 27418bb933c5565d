package dev.baton.dialect.anthropic;

import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.route.Protocol;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client's request for a message. Kept as the bytes it came in; for each attempt only what must differ is replaced. */
final class MessagesRequest implements ClientRequest {

    private final RequestFields body;
    private final Map<String, String> headers;
    private final boolean beta;
    private final String model;
    private final boolean streaming;
    private final RequestTraits traits;

    private MessagesRequest(RequestFields body, ClientCall call) {
        this.body = body;
        this.headers = ApiVersion.of(call.header());
        String query = call.query();
        this.beta = query != null && query.contains("beta=true");
        this.model = body.field("model").name("a model name");
        if (!body.isArray("messages")) {
            throw body.field("messages").invalid("an array of messages");
        }
        this.streaming = body.field("stream").flag();
        this.traits = MessagesTraits.of(body);
    }

    static MessagesRequest read(ClientCall call) {
        return new MessagesRequest(RequestFields.read(call.body()), call);
    }

    @Override
    public Protocol protocol() {
        return Protocol.ANTHROPIC;
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
    public boolean showsThoughts() {
        return !body.node("thinking").path("display").asString("").equals("omitted");
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
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public String query() {
        return beta ? "?beta=true" : "";
    }

    @Override
    public Prompt prompt() {
        return MessagesPromptReader.read(body);
    }

    @Override
    public String nameOf(Feature feature) {
        return MessagesPromptReader.nameOf(feature);
    }

    @Override
    public AnswerEncoder encoder(String requestId, Instant now) {
        return new MessagesEncoder(requestId, model, estimatedPromptTokens());
    }

    /**
     * The body for one attempt: the target's model, no thoughts that nobody signed, and what the step's way of taking up the
     * answer changes.
     */
    @Override
    public byte[] bodyFor(Step step, String delivered) {
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("model", Json.TREES.writeValueAsBytes(step.target().model()));
        changes.putAll(MessagesOpening.changes(body, step, delivered));
        byte[] request = body.with(changes);
        return UnsignedThoughts.mayBeIn(request) ? withoutUnsignedThoughts(changes) : request;
    }

    private byte[] withoutUnsignedThoughts(Map<String, byte[]> changes) {
        byte[] messages = changes.getOrDefault("messages", body.bytes("messages"));
        changes.put("messages", UnsignedThoughts.removed(messages));
        return body.with(changes);
    }
}
