package dev.baton.dialect.openai;

import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.BadRequest;
import dev.baton.dialect.Takeover;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client's request for the text that follows on a prompt. Passed on as it came, but for what must differ. */
public final class CompletionsRequest implements OwnRequest {

    private static final int MOST_CHOICES = 128;

    /** Beyond what any server makes at a time. */
    private static final int MOST_TEXTS = 4096;

    private final RequestFields body;
    private final String model;
    private final Streaming streaming;
    private final int choices;
    private final RequestTraits traits;

    private CompletionsRequest(RequestFields body) {
        this.body = body;
        this.model = body.field("model").name("a model name");
        this.streaming = Streaming.of(body);
        this.choices = choices(body);
        this.traits = ChatTraits.ofCompletion(body, choices);
    }

    /**
     * Reads a request.
     *
     * @throws BadRequest when it is not JSON, or a field that decides about its way is not what it must be. Everything
     *     else is left to the provider.
     */
    public static CompletionsRequest parse(byte[] bytes) {
        return new CompletionsRequest(RequestFields.read(bytes));
    }

    /** So many for each of the prompts, numbered through. */
    private static int choices(RequestFields body) {
        int all = Inputs.count(body, "prompt") * body.field("n").integer(1, MOST_CHOICES, 1);
        if (all > MOST_TEXTS) {
            throw body.field("prompt").invalid("prompts for at most " + MOST_TEXTS + " completions, n for each");
        }
        return all;
    }

    @Override
    public String subject() {
        return "A completion";
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public boolean isStreaming() {
        return streaming.isWanted();
    }

    @Override
    public int choices() {
        return choices;
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
    public byte[] bodyFor(Step step, String delivered) {
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("model", Json.TREES.writeValueAsBytes(step.target().model()));
        changes.putAll(streaming.changes(ChatServer.of(step.target())));
        Takeover.of(step, delivered).ifPresent(takeover -> goOn(takeover, changes));
        return body.with(changes);
    }

    /** What the client has is a part of the prompt now, and of the limit. */
    private void goOn(Takeover takeover, Map<String, byte[]> changes) {
        String text = body.field("prompt").text() + takeover.prefix();
        changes.put("prompt", Json.TREES.writeValueAsBytes(text));
        changes.putAll(ChatOpening.lowered(body, "max_tokens", takeover.spentTokens()));
    }

    @Override
    public AnswerEncoder encoder(String requestId, Instant now) {
        return new ChatEncoder(
                new TextForm(), streaming.tellsUsage(), new Head("cmpl-" + requestId, now.getEpochSecond(), model));
    }
}
