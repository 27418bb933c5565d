package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.sse.SseFrames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one streamed answer for a client of the Chat Completions protocol, or of the older Completions, as one envelope whatever
 * happened behind it: one id, one created, one model, one role and one finish for each choice, usage once at the end and only if
 * asked for, {@code [DONE]} last. An event that fits is written as the bytes it came in. Used by one thread at a time.
 *
 * <p>The framing is what every official SDK reads without trouble: {@code data: } with one blank, LF, no {@code id:} and no
 * {@code retry:} lines, {@code event:} only for the final error.
 */
public final class ChatEncoder implements AnswerEncoder {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END_OF_EVENT = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};
    private static final byte[] SIGN_OF_LIFE = SseFrames.comment("keep-alive");

    private final ChunkForm form;
    private final boolean usageWanted;
    private final Head fallback;
    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();
    private final BegunCalls calls = new BegunCalls();
    private @Nullable Head envelope;
    private Part.@Nullable Usage usage;

    /**
     * Makes an encoder for the answer to one chat.
     *
     * @param usageWanted whether the client asked for usage
     * @param fallback the identity of the answer where the first target states none
     */
    public ChatEncoder(boolean usageWanted, Head fallback) {
        this(new ChatForm(), usageWanted, fallback);
    }

    /** @param form what its chunks look like */
    ChatEncoder(ChunkForm form, boolean usageWanted, Head fallback) {
        this.form = form;
        this.usageWanted = usageWanted;
        this.fallback = fallback;
    }

    @Override
    public byte[] encode(AnswerEvent event) {
        keepUsage(event);
        if (event.parts().isEmpty() && (event.head().id().isEmpty() || event.payload() == null || isFinished())) {
            return NOTHING;
        }
        Head identity = envelope(event.head());
        byte[] payload = event.payload();
        if (payload == null) {
            return rebuilt(event, identity);
        }
        byte[] roles = missingRoles(event, identity);
        boolean fits = event.relayable() && event.head().equals(identity) && repeatsNothing(event);
        byte[] written = fits ? frame(payload) : amended(payload, identity);
        event.parts().forEach(this::note);
        return roles.length == 0 ? written : concat(roles, written);
    }

    /** The identity of the whole answer: what its first event says, and what we say where that one says nothing. */
    private Head envelope(Head head) {
        Head known = envelope;
        if (known == null) {
            known = head.orElse(fallback);
            envelope = known;
        }
        return known;
    }

    private void keepUsage(AnswerEvent event) {
        for (Part part : event.parts()) {
            if (part instanceof Part.Usage stated) {
                usage = stated;
            }
        }
    }

    private boolean isFinished() {
        return !finished.isEmpty() && finished.cardinality() == begun.cardinality();
    }

    /** Whether every part may stand in the client's stream now. */
    private boolean repeatsNothing(AnswerEvent event) {
        for (Part part : event.parts()) {
            if (part instanceof Part.Usage
                    || finished.get(part.choice())
                    || calls.repeats(part)
                    || (part instanceof Part.Role role && begun.get(role.choice()))) {
                return false;
            }
        }
        return true;
    }

    /** Role chunks for choices that this event speaks of before anybody said who is speaking. */
    private byte[] missingRoles(AnswerEvent event, Head identity) {
        byte[] roles = NOTHING;
        for (Part part : event.parts()) {
            if (!form.says(part) || begun.get(part.choice()) || statesRole(event, part.choice())) {
                continue;
            }
            Part.Role role = new Part.Role(part.choice());
            roles = form.says(role) ? concat(roles, encodePart(role, identity)) : roles;
            begun.set(part.choice());
        }
        return roles;
    }

    private static boolean statesRole(AnswerEvent event, int choice) {
        for (Part part : event.parts()) {
            if (part instanceof Part.Role role && role.choice() == choice) {
                return true;
            }
        }
        return false;
    }

    private void note(Part part) {
        if (!(part instanceof Part.Usage)) {
            begun.set(part.choice());
        }
        if (part instanceof Part.Finish finish) {
            finished.set(finish.choice());
        }
        calls.note(part);
    }

    /** The provider's own event with what would break the envelope taken out; what nobody here knows stays in. */
    private byte[] amended(byte[] payload, Head identity) {
        ObjectNode chunk = tree(payload);
        chunk.put("id", identity.id()).put("created", identity.created()).put("model", identity.model());
        chunk.remove("usage");
        chunk.remove("error");
        ArrayNode choices = Json.TREES.createArrayNode();
        for (JsonNode each : chunk.path("choices")) {
            if (each instanceof ObjectNode choice
                    && !finished.get(choice.path("index").asInt(0))) {
                form.amend(choice, begun.get(choice.path("index").asInt(0)));
                calls.takeOut(choice);
                if (form.saysSomething(choice)) {
                    choices.add(choice);
                }
            }
        }
        chunk.set("choices", choices);
        return choices.isEmpty() ? NOTHING : frame(Json.TREES.writeValueAsBytes(chunk));
    }

    static ObjectNode tree(byte[] payload) {
        try {
            return (ObjectNode) Json.TREES.readTree(payload);
        } catch (JacksonException | ClassCastException impossible) {
            throw new IllegalStateException("an event that was read as a JSON object is none", impossible);
        }
    }

    private byte[] rebuilt(AnswerEvent event, Head identity) {
        byte[] written = missingRoles(event, identity);
        for (Part part : event.parts()) {
            boolean repeats =
                    finished.get(part.choice()) || (part instanceof Part.Role role && begun.get(role.choice()));
            if (form.says(part) && !repeats) {
                written = concat(written, encodePart(calls.unrepeated(part), identity));
                note(part);
            }
        }
        return written;
    }

    private byte[] encodePart(Part part, Head identity) {
        ObjectNode choice = Json.TREES.createObjectNode().put("index", part.choice());
        form.say(part, choice, identity);
        ObjectNode chunk = chunk(identity);
        chunk.set("choices", Json.TREES.createArrayNode().add(choice));
        return frame(Json.TREES.writeValueAsBytes(chunk));
    }

    private ObjectNode chunk(Head identity) {
        return Json.TREES
                .createObjectNode()
                .put("id", identity.id())
                .put("object", form.object())
                .put("created", identity.created())
                .put("model", identity.model());
    }

    /** Usage if it was asked for, then {@code [DONE]}. */
    @Override
    public byte[] end() {
        byte[] done = frame("[DONE]".getBytes(StandardCharsets.UTF_8));
        Part.Usage stated = usage;
        return usageWanted && stated != null ? concat(encodeUsage(stated), done) : done;
    }

    private byte[] encodeUsage(Part.Usage stated) {
        ObjectNode chunk = chunk(envelope(Head.NONE));
        chunk.set("choices", Json.TREES.createArrayNode());
        chunk.set("usage", usageNode(stated));
        if (stated.estimated()) {
            // Beside the usage and not in it: SDKs add up what they find in there.
            chunk.set("baton", Json.TREES.createObjectNode().put("usage", "estimated"));
        }
        return frame(Json.TREES.writeValueAsBytes(chunk));
    }

    private static JsonNode usageNode(Part.Usage stated) {
        byte[] raw = stated.raw();
        return raw == null ? ChatBody.usage(stated) : tree(raw);
    }

    /** A named event: the one form of error that every client sees. */
    @Override
    public byte[] error(ApiError error) {
        return SseFrames.event("error", ChatError.json(error));
    }

    @Override
    public byte[] keepAlive() {
        return SIGN_OF_LIFE;
    }

    @Override
    public byte[] whole(AnswerEvent answer) {
        byte[] payload = answer.payload();
        return payload == null ? form.whole(answer, envelope(answer.head())) : payload;
    }

    private static byte[] frame(byte[] payload) {
        byte[] framed = new byte[DATA.length + payload.length + END_OF_EVENT.length];
        System.arraycopy(DATA, 0, framed, 0, DATA.length);
        System.arraycopy(payload, 0, framed, DATA.length, payload.length);
        System.arraycopy(END_OF_EVENT, 0, framed, DATA.length + payload.length, END_OF_EVENT.length);
        return framed;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
