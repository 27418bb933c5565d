package dev.baton.dialect.anthropic;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.sse.SseFrames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer for a client of the Messages protocol: one {@code message_start}, blocks one after the other with dense
 * numbers, one stop reason and the usage in the {@code message_delta} before the {@code message_stop}. A text that another
 * target goes on with stays one block. Used by one thread at a time.
 */
final class MessagesEncoder implements AnswerEncoder {

    private static final byte[] NOTHING = {};
    private static final byte[] PING = SseFrames.event("ping", "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));

    private final String requestId;
    private final String askedModel;
    private final long promptTokens;
    private @Nullable Head envelope;
    private @Nullable Kind open;
    private int openCall;
    private int blocks;
    /** Whether the numbers of the target's own blocks are those of the client's. */
    private boolean inStep = true;

    private Part.@Nullable Finish finish;
    private Part.@Nullable Usage usage;
    private boolean finishTold;
    private boolean calledTools;

    /** @param promptTokens a guess, for as long as nobody has said it */
    MessagesEncoder(String requestId, String askedModel, long promptTokens) {
        this.requestId = requestId;
        this.askedModel = askedModel;
        this.promptTokens = promptTokens;
    }

    @Override
    public byte[] encode(AnswerEvent event) {
        byte[] payload = event.payload();
        if (payload != null && event.relayable() && fits(event)) {
            note(event);
            return SseFrames.event(event.name(), payload);
        }
        return rebuilt(event);
    }

    /** Whether the target's own bytes may stand in the client's stream now. */
    private boolean fits(AnswerEvent event) {
        return inStep
                && switch (event.name()) {
                    case "message_start" -> envelope == null;
                    case "content_block_start" -> envelope != null && open == null && !finishTold;
                    case "content_block_delta", "content_block_stop" -> open != null;
                    case "message_delta" -> envelope != null && open == null;
                    default -> envelope != null;
                };
    }

    private void note(AnswerEvent event) {
        switch (event.name()) {
            case "message_start" -> envelope = event.head();
            case "content_block_start" -> {
                open = kindOf(event);
                blocks++;
            }
            case "content_block_stop" -> open = null;
            case "message_delta" -> finishTold |= event.has(Part.Finish.class);
            default -> {}
        }
        for (Part part : event.parts()) {
            if (part instanceof Part.ToolCall call) {
                openCall = call.index();
            }
        }
    }

    private static Kind kindOf(AnswerEvent event) {
        for (Part part : event.parts()) {
            if (part instanceof Part.Block block) {
                return block.kind();
            }
        }
        return Kind.OTHER;
    }

    private byte[] rebuilt(AnswerEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        for (Part part : event.parts()) {
            write(part, event.head(), out);
        }
        return out.size() == 0 ? NOTHING : out.toByteArray();
    }

    private void write(Part part, Head head, ByteArrayOutputStream out) {
        switch (part) {
            case Part.Role ignored -> begin(head, out);
            case Part.Text said -> text(said.text(), head, out);
            case Part.Refusal said -> text(said.text(), head, out);
            case Part.Reasoning thought -> {
                into(Kind.REASONING, head, out);
                out.writeBytes(MessageFrames.thinking(blocks - 1, thought.text()));
            }
            case Part.Signature proof -> {
                into(Kind.REASONING, head, out);
                out.writeBytes(MessageFrames.signature(blocks - 1, proof.text()));
            }
            case Part.Redacted hidden -> {
                close(out);
                begin(head, out);
                out.writeBytes(MessageFrames.redacted(blocks, hidden.data()));
                opened(Kind.REASONING);
                close(out);
            }
            case Part.ToolCall call -> call(call, head, out);
            case Part.Finish end -> finish = end;
            case Part.Usage stated -> usage = stated;
            case Part.Block ignored -> {}
            case Part.StillThinking ignored -> {}
        }
    }

    private void begin(Head head, ByteArrayOutputStream out) {
        if (envelope == null) {
            envelope = head.orElse(new Head("msg_" + requestId, 0, askedModel));
            out.writeBytes(MessageFrames.start(envelope, promptTokens));
        }
    }

    private void text(String text, Head head, ByteArrayOutputStream out) {
        into(Kind.TEXT, head, out);
        out.writeBytes(MessageFrames.text(blocks - 1, text));
    }

    /** Goes on in the open block if it holds such content, else in a new one. */
    private void into(Kind kind, Head head, ByteArrayOutputStream out) {
        begin(head, out);
        if (open != kind) {
            close(out);
            out.writeBytes(kind == Kind.TEXT ? MessageFrames.beginText(blocks) : MessageFrames.beginThinking(blocks));
            opened(kind);
        }
    }

    private void call(Part.ToolCall piece, Head head, ByteArrayOutputStream out) {
        begin(head, out);
        boolean goesOn = open == Kind.TOOL_CALL && openCall == piece.index();
        if (!goesOn) {
            if (piece.name() == null) {
                // Its block is closed: blocks come one after the other in this protocol.
                throw new IllegalStateException("a piece of a tool call came behind the end of its block");
            }
            close(out);
            out.writeBytes(MessageFrames.beginCall(
                    blocks, MessageFrames.idOf(piece.id(), requestId, piece.index()), piece.name()));
            opened(Kind.TOOL_CALL);
            calledTools = true;
            openCall = piece.index();
        }
        if (!piece.arguments().isEmpty()) {
            out.writeBytes(MessageFrames.input(blocks - 1, piece.arguments()));
        }
    }

    private void opened(Kind kind) {
        open = kind;
        blocks++;
        inStep = false;
    }

    private void close(ByteArrayOutputStream out) {
        if (open != null) {
            out.writeBytes(MessageFrames.end(blocks - 1));
            open = null;
        }
    }

    @Override
    public byte[] end() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        begin(Head.NONE, out);
        close(out);
        if (!finishTold) {
            out.writeBytes(MessageFrames.finish(ending(), usage));
        }
        out.writeBytes(MessageFrames.STOP);
        return out.toByteArray();
    }

    /** Some servers end with a plain stop although they want a tool to be called; clients of this protocol look at the reason. */
    private Part.Finish ending() {
        Part.Finish said = finish == null ? new Part.Finish(0, FinishReason.STOP) : finish;
        return said.reason() == FinishReason.STOP && calledTools ? new Part.Finish(0, FinishReason.TOOL_CALLS) : said;
    }

    @Override
    public byte[] error(ApiError error) {
        return SseFrames.event("error", MessagesError.json(error, requestId));
    }

    /** All official SDKs skip a ping wherever it comes. */
    @Override
    public byte[] keepAlive() {
        return PING;
    }

    @Override
    public byte[] whole(AnswerEvent answer) {
        byte[] payload = answer.payload();
        return payload == null
                ? MessageBody.of(answer, answer.head().orElse(new Head("msg_" + requestId, 0, askedModel)))
                : payload;
    }
}
