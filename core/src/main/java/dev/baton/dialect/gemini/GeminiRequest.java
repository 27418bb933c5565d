package dev.baton.dialect.gemini;

import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ClientCall;
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

/**
 * A client's request to generate content. Kept as the bytes it came in; for each attempt only what must differ is replaced. The
 * model and whether to stream are told by its path, the framing of a stream by its query, which goes no further: a key may stand in it.
 */
final class GeminiRequest implements ClientRequest {

    private static final int MOST_CHOICES = 128;

    private final RequestFields body;
    private final GeminiPath asked;
    private final GeminiFraming framing;
    private final int choices;
    private final RequestTraits traits;

    private GeminiRequest(RequestFields body, GeminiPath asked, GeminiFraming framing) {
        this.body = body;
        this.asked = asked;
        this.framing = framing;
        JsonField contents = body.field("contents");
        if (!contents.isArray() && !contents.isObject()) {
            throw contents.invalid("an array of contents");
        }
        this.choices = GenerationConfig.of(body).at("candidateCount").integer(1, MOST_CHOICES, 1);
        this.traits = GeminiTraits.of(body, choices);
    }

    static GeminiRequest read(ClientCall call) {
        GeminiPath path = GeminiPath.of(call.path())
                .orElseThrow(() -> new BadRequest(
                        404,
                        "unknown_path",
                        null,
                        "Nothing is served at this path (expected: models/MODEL:generateContent or"
                                + " models/MODEL:streamGenerateContent)."));
        GeminiFraming framing = path.streaming() ? GeminiFraming.of(call.query()) : GeminiFraming.LIST;
        return new GeminiRequest(RequestFields.read(call.body()), path, framing);
    }

    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public String model() {
        return asked.model();
    }

    @Override
    public boolean isStreaming() {
        return asked.streaming();
    }

    @Override
    public int choices() {
        return choices;
    }

    @Override
    public boolean showsThoughts() {
        return GenerationConfig.of(body).showsThoughts();
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
        return GeminiPromptReader.read(body, asked.streaming());
    }

    @Override
    public String nameOf(Feature feature) {
        return GeminiPromptReader.nameOf(feature);
    }

    @Override
    public AnswerEncoder encoder(String requestId, Instant now) {
        return new GeminiEncoder(framing, new Head(requestId, 0, asked.model()));
    }

    /**
     * The body for one attempt: what the step's way of taking up the answer changes, no call without the proof that the target
     * wants, and the target's model where a client has it in the body, too.
     */
    @Override
    public byte[] bodyFor(Step step, String delivered) {
        Map<String, byte[]> changes = new LinkedHashMap<>(GeminiOpening.changes(body, step, delivered));
        String model = step.target().model();
        if (body.has("model")) {
            changes.put("model", Json.TREES.writeValueAsBytes("models/" + model));
        }
        byte[] request = body.with(changes);
        return GeminiModel.of(model).wantsSignedCalls() && UnsignedCalls.mayBeIn(request) ? signed(changes) : request;
    }

    private byte[] signed(Map<String, byte[]> changes) {
        byte[] contents = changes.getOrDefault("contents", body.bytes("contents"));
        changes.put("contents", UnsignedCalls.marked(contents));
        return body.with(changes);
    }
}
