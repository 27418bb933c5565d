package dev.baton.dialect.openai;

import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.ToolIds;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.route.Protocol;
import dev.baton.route.Vendor.Quirk;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A client's request for a chat completion. Kept as the bytes it came in; for each attempt only what must differ is
 * replaced.
 */
public final class ChatRequest implements ClientRequest {

    private static final int MOST_CHOICES = 128;

    private final RequestFields body;
    private final String model;
    private final Streaming streaming;
    private final int choices;
    private final RequestTraits traits;

    private ChatRequest(RequestFields body) {
        this.body = body;
        this.model = body.field("model").name("a model name");
        if (!body.isArray("messages")) {
            throw body.field("messages").invalid("an array of messages");
        }
        this.streaming = Streaming.of(body);
        this.choices = body.field("n").integer(1, MOST_CHOICES, 1);
        this.traits = ChatTraits.of(body, choices);
    }

    /**
     * Reads a request.
     *
     * @throws BadRequest when it is not JSON, or a field that decides about its way is not what it must be. Everything
     *     else is left to the provider.
     */
    public static ChatRequest parse(byte[] bytes) {
        return new ChatRequest(RequestFields.read(bytes));
    }

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI;
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

    /** Whether the client wants to be told what the answer cost. */
    boolean wantsUsage() {
        return streaming.tellsUsage();
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
        return ChatPromptReader.read(body);
    }

    @Override
    public String nameOf(Feature feature) {
        return ChatPromptReader.nameOf(feature);
    }

    @Override
    public AnswerEncoder encoder(String requestId, Instant now) {
        return new ChatEncoder(wantsUsage(), new Head("chatcmpl-" + requestId, now.getEpochSecond(), model));
    }

    /**
     * The body for one attempt: the target's model, usage always asked for, what the step's way of taking up the answer changes,
     * a limit by the name that the target knows, and ids of calls in the form that it takes.
     */
    @Override
    public byte[] bodyFor(Step step, String delivered) {
        ChatServer server = ChatServer.of(step.target());
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("model", Json.TREES.writeValueAsBytes(step.target().model()));
        changes.putAll(streaming.changes(server));
        changes.putAll(ChatOpening.changes(body, step, delivered));
        changes.putAll(LimitName.changes(body, changes, server));
        // Where calls are in the history, there are tools.
        if (server.has(Quirk.SHORT_TOOL_IDS) && body.has("tools")) {
            byte[] messages = changes.getOrDefault("messages", body.bytes("messages"));
            changes.put("messages", HistoryIds.fitted(messages, ToolIds.MISTRAL));
        }
        return body.with(changes);
    }
}
