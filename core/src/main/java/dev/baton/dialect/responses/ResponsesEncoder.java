package dev.baton.dialect.responses;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.RequestFields;
import dev.baton.dialect.openai.ChatError;
import dev.baton.dialect.sse.SseFrames;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one answer for a client of the Responses protocol: one {@code response.created}, items one after the other with dense
 * numbers, one event that tells the end with the whole response in it. Events of a target of this protocol pass as they came;
 * behind a seam they are made here, and go on in the item, the part and the text that the client has. Used by one thread at a time.
 */
final class ResponsesEncoder implements AnswerEncoder {

    private static final byte[] NOTHING = {};
    private static final byte[] SIGN_OF_LIFE = SseFrames.comment("keep-alive");

    private final RequestFields asked;
    private final Head fallback;
    private final EventFrames frames = new EventFrames();
    private final RelayedItems relayed = new RelayedItems();
    private final OutputItems items;
    private @Nullable ResponseShape made;
    private FinishReason finish = FinishReason.STOP;
    private Part.@Nullable Usage usage;
    private boolean over;

    /**
     * Makes an encoder for one answer.
     *
     * @param asked what a response says of its request
     * @param fallback the identity of the answer where the first target states none
     */
    ResponsesEncoder(RequestFields asked, Head fallback, String requestId) {
        this.asked = asked;
        this.fallback = fallback;
        this.items = new OutputItems(frames, new ItemIds(requestId));
    }

    @Override
    public byte[] encode(AnswerEvent event) {
        byte[] payload = event.payload();
        if (over) {
            return NOTHING;
        }
        return payload != null && mayPass(event) ? passed(event, payload) : rebuilt(event);
    }

    /** Whether the target's own event may stand in the client's stream now: it has told all of the answer so far. */
    private boolean mayPass(AnswerEvent event) {
        return made == null && relayed.hasBegun() != event.name().equals("response.created");
    }

    private byte[] passed(AnswerEvent event, byte[] payload) {
        relayed.note(event);
        over = event.has(Part.Finish.class);
        if (!event.relayable()) {
            return frames.renumbered(event.name(), payload);
        }
        frames.passed();
        return SseFrames.event(event.name(), payload);
    }

    private byte[] rebuilt(AnswerEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        event.parts().forEach(part -> write(part, event.head(), out));
        return out.size() == 0 ? NOTHING : out.toByteArray();
    }

    private void write(Part part, Head head, ByteArrayOutputStream out) {
        switch (part) {
            case Part.Role ignored -> begin(head, out);
            case Part.Text said -> say(PartKind.TEXT, said.text(), head, out);
            case Part.Refusal said -> say(PartKind.REFUSAL, said.text(), head, out);
            case Part.Reasoning thought -> say(PartKind.SUMMARY, thought.text(), head, out);
            case Part.ToolCall call -> {
                begin(head, out);
                items.call(call, out);
            }
            case Part.Finish end -> finish = end.reason();
            case Part.Usage stated -> usage = stated;
            // A proof is of use to its vendor alone, who speaks another dialect.
            case Part.Signature ignored -> {}
            case Part.Redacted ignored -> {}
            case Part.StillThinking ignored -> {}
            case Part.Block ignored -> {}
        }
    }

    private void say(PartKind kind, String words, Head head, ByteArrayOutputStream out) {
        begin(head, out);
        items.say(kind, words, out);
    }

    /** From here on events are made: from the beginning, or from where the first target stopped. */
    private ResponseShape begin(Head head, ByteArrayOutputStream out) {
        ResponseShape begun = made;
        if (begun == null && relayed.hasBegun()) {
            begun = ResponseShape.of(relayed.response());
            items.adopt(relayed);
        } else if (begun == null) {
            begun = ResponseShape.of(head.orElse(fallback), asked);
            live("response.created", begun, out);
            live("response.in_progress", begun, out);
        }
        made = begun;
        return begun;
    }

    private void live(String type, ResponseShape shape, ByteArrayOutputStream out) {
        ObjectNode event = frames.event(type);
        event.set("response", shape.node());
        EventFrames.write(event, out);
    }

    @Override
    public byte[] end() {
        if (over) {
            return NOTHING;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
        ResponseShape whole = ended(Head.NONE, out);
        live("response." + ResponseShape.status(finish), whole, out);
        return out.toByteArray();
    }

    private ResponseShape ended(Head head, ByteArrayOutputStream out) {
        ResponseShape shape = begin(head, out);
        items.close(ResponseShape.status(finish), out);
        over = true;
        return shape.ended(finish, items.done(), usage);
    }

    /**
     * Flat as the specification has it, and nested as OpenAI sends it, which the SDKs throw as an exception; then the failed
     * response, for whoever reads on.
     */
    @Override
    public byte[] error(ApiError error) {
        if (over) {
            return NOTHING;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
        ResponseShape shape = begin(Head.NONE, out);
        ObjectNode event = frames.event("error")
                .put("code", error.code())
                .put("message", error.message())
                .put("param", error.param());
        event.setAll((ObjectNode) Json.TREES.readTree(ChatError.json(error)));
        EventFrames.write(event, out);
        live("response.failed", shape.failed(error, items.all()), out);
        over = true;
        return out.toByteArray();
    }

    @Override
    public byte[] keepAlive() {
        return SIGN_OF_LIFE;
    }

    @Override
    public byte[] whole(AnswerEvent answer) {
        byte[] payload = answer.payload();
        if (payload != null) {
            return payload;
        }
        ByteArrayOutputStream unread = new ByteArrayOutputStream();
        answer.parts().forEach(part -> write(part, answer.head(), unread));
        return Json.TREES.writeValueAsBytes(ended(answer.head(), unread).node());
    }
}
