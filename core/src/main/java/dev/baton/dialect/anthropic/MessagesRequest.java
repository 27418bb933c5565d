package dev.baton.dialect.anthropic;

import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.Opening;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.route.Protocol;
import dev.baton.splice.Alignment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client's request for a message. Kept as the bytes it came in; for each attempt only what must differ is replaced. */
final class MessagesRequest implements ClientRequest {

    private static final byte[] NO_THINKING = "{\"type\":\"disabled\"}".getBytes(StandardCharsets.UTF_8);

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
        this.traits = new RequestTraits(
                isContinuable(), !body.textInLastElement("messages", "role").equals("assistant"), isDeterministic());
    }

    static MessagesRequest read(ClientCall call) {
        return new MessagesRequest(RequestFields.read(call.body()), call);
    }

    private boolean isContinuable() {
        JsonField config = body.field("output_config");
        boolean formatted = !config.isAbsent() && !config.object().at("format").isAbsent();
        return !formatted && body.field("output_format").isAbsent();
    }

    private boolean isDeterministic() {
        Double temperature = body.field("temperature").number();
        return temperature != null && temperature == 0;
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
    public int choices() {
        return 1;
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
     * The body for one attempt: the target's model, and for a prefill the delivered text as a trailing assistant message, with
     * the tokens already spent taken off the limit. A model that thinks does not go on from a text.
     */
    @Override
    public byte[] bodyFor(Step step, String delivered) {
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("model", Json.TREES.writeValueAsBytes(step.target().model()));
        if (step.opening() == Opening.PREFILL) {
            addPrefill(changes, Alignment.prefillOf(delivered));
        } else if (UnsignedThoughts.mayBeIn(body.bytes("messages"))) {
            changes.put("messages", UnsignedThoughts.removed(body.bytes("messages")));
        }
        return body.with(changes);
    }

    private void addPrefill(Map<String, byte[]> changes, String prefix) {
        byte[] message = Json.TREES.writeValueAsBytes(
                Json.TREES.createObjectNode().put("role", "assistant").put("content", prefix));
        changes.put("messages", UnsignedThoughts.removed(body.appended("messages", message)));
        if (!body.field("thinking").isAbsent()) {
            changes.put("thinking", NO_THINKING);
        }
        Long limit = body.field("max_tokens").integer();
        if (limit != null) {
            long left = Math.max(1, limit - Part.Usage.estimate(prefix.length()));
            changes.put("max_tokens", Long.toString(left).getBytes(StandardCharsets.UTF_8));
        }
    }
}
