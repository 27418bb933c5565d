package dev.baton.dialect.openai;

import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.BadRequest;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import java.time.Instant;
import java.util.Map;

/** A client's request for vectors: passed on as it came, but for the model. */
public final class EmbeddingsRequest implements OwnRequest {

    private final RequestFields body;
    private final String model;
    private final int inputs;

    private EmbeddingsRequest(RequestFields body) {
        this.body = body;
        this.model = body.field("model").name("a model name");
        this.inputs = Inputs.count(body, "input");
    }

    /**
     * Reads a request.
     *
     * @throws BadRequest when it is not JSON, or {@code model} or {@code input} is not what it must be
     */
    public static EmbeddingsRequest parse(byte[] bytes) {
        return new EmbeddingsRequest(RequestFields.read(bytes));
    }

    @Override
    public String subject() {
        return "Embeddings";
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    /** One vector for each text. */
    @Override
    public int choices() {
        return inputs;
    }

    /** Half of the vectors are of no use to anybody. */
    @Override
    public RequestTraits traits() {
        return new RequestTraits(false, false, false);
    }

    @Override
    public long estimatedPromptTokens() {
        return Part.Usage.estimate(body.length());
    }

    @Override
    public byte[] bodyFor(Step step, String delivered) {
        return body.with(
                Map.of("model", Json.TREES.writeValueAsBytes(step.target().model())));
    }

    /** Vectors come in one piece. */
    @Override
    public AnswerEncoder encoder(String requestId, Instant now) {
        return new ChatEncoder(false, new Head("", now.getEpochSecond(), model));
    }
}
