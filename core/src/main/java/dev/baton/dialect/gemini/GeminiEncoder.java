package dev.baton.dialect.gemini;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer for a client of this protocol: text as it comes; calls, which the protocol has whole, with the reasons to have
 * ended and the usage in the last response. A response that fits is written as the bytes it came in. Used by one thread at a time.
 *
 * <p>Clients read no comments, and nothing that is no response: there is no sign of life.
 */
final class GeminiEncoder implements AnswerEncoder {

    private static final byte[] NOTHING = {};

    private final GeminiFraming framing;
    private final Head fallback;
    private final Map<Integer, Candidate> open = new TreeMap<>();
    private final BitSet ended = new BitSet();
    private @Nullable Head envelope;
    private Part.@Nullable Usage usage;
    private boolean begun;

    /** @param fallback the identity of the answer where the first target states none */
    GeminiEncoder(GeminiFraming framing, Head fallback) {
        this.framing = framing;
        this.fallback = fallback;
    }

    @Override
    public String contentType() {
        return framing.contentType();
    }

    @Override
    public byte[] encode(AnswerEvent event) {
        byte[] payload = event.payload();
        return payload == null ? rebuilt(event) : relayed(event, payload);
    }

    private byte[] relayed(AnswerEvent event, byte[] payload) {
        envelope(event.head());
        for (Part part : event.parts()) {
            if (part instanceof Part.Finish finish) {
                ended.set(finish.choice());
            }
        }
        return frame(event.relayable() || !framing.isByLine() ? payload : onOneLine(payload));
    }

    private static byte[] onOneLine(byte[] payload) {
        return Json.TREES.writeValueAsBytes(Json.TREES.readTree(payload));
    }

    private byte[] rebuilt(AnswerEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        for (Part part : event.parts()) {
            out.writeBytes(write(part, event.head()));
        }
        return out.size() == 0 ? NOTHING : out.toByteArray();
    }

    private byte[] write(Part part, Head head) {
        return switch (part) {
            case Part.Text said -> piece(said.choice(), said.text(), false, head);
            case Part.Refusal said -> piece(said.choice(), said.text(), false, head);
            case Part.Reasoning thought -> piece(thought.choice(), thought.text(), true, head);
            case Part.ToolCall call -> keep(call, head);
            case Part.Finish finish -> keep(finish, head);
            case Part.Usage stated -> {
                usage = stated;
                yield NOTHING;
            }
            case Part.Role ignored -> NOTHING;
            case Part.Block ignored -> NOTHING;
            case Part.Signature ignored -> NOTHING;
            case Part.Redacted ignored -> NOTHING;
            case Part.StillThinking ignored -> NOTHING;
        };
    }

    private byte[] piece(int choice, String text, boolean thought, Head head) {
        return frame(Response.of(choice, text, thought, envelope(head)));
    }

    /** For the last response: calls come in pieces elsewhere, and usage behind the finish. */
    private byte[] keep(Part part, Head head) {
        envelope(head);
        if (!ended.get(part.choice())) {
            open.computeIfAbsent(part.choice(), index -> new Candidate()).add(part);
        }
        return NOTHING;
    }

    private Head envelope(Head head) {
        Head known = envelope;
        if (known == null) {
            known = head.orElse(fallback);
            envelope = known;
        }
        return known;
    }

    private byte[] frame(byte[] response) {
        byte[] framed = framing.frame(response, !begun);
        begun = true;
        return framed;
    }

    @Override
    public byte[] end() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        if (!open.isEmpty()) {
            out.writeBytes(frame(Response.of(open, usage, envelope(Head.NONE))));
        }
        out.writeBytes(framing.end());
        return out.toByteArray();
    }

    /** The form without a name of an event, the only one that all clients see. */
    @Override
    public byte[] error(ApiError error) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(frame(GeminiError.json(error)));
        out.writeBytes(framing.end());
        return out.toByteArray();
    }

    @Override
    public byte[] keepAlive() {
        return NOTHING;
    }

    @Override
    public byte[] comment(String text) {
        return NOTHING;
    }

    @Override
    public byte[] whole(AnswerEvent answer) {
        byte[] payload = answer.payload();
        return payload == null ? made(answer) : payload;
    }

    private byte[] made(AnswerEvent answer) {
        for (Part part : answer.parts()) {
            if (part instanceof Part.Usage stated) {
                usage = stated;
            } else {
                open.computeIfAbsent(part.choice(), index -> new Candidate()).add(part);
            }
        }
        return Response.of(open, usage, envelope(answer.head()));
    }
}
