package dev.baton.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A script as the bytes of a stream, in one of the many styles of servers; knows what has been said at which byte. */
final class Wire {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * How far the answer is when an event has been sent: characters of each kind, counted from the beginning.
     *
     * @param payloadEnd where the JSON of the event ends; from here on a reader may have understood it
     * @param eventEnd where the event ends; from here on it must have
     * @param useful events so far that a client can show or act on
     */
    record Mark(
            int payloadEnd,
            int eventEnd,
            int useful,
            int text,
            int second,
            int reasoning,
            int refusal,
            int arguments,
            boolean finished) {

        static final Mark START = new Mark(0, 0, 0, 0, 0, 0, 0, 0, false);
    }

    private record Style(
            String lineEnd, String data, boolean comments, int role, boolean finishWithLast, int usage, boolean done) {

        static Style drawn(Dice dice) {
            return new Style(
                    dice.percent(80) ? "\n" : dice.oneOf("\r\n", "\r\n", "\r"),
                    dice.percent(80) ? "data: " : "data:",
                    dice.percent(20),
                    dice.below(5),
                    dice.percent(20),
                    dice.below(5),
                    dice.percent(90));
        }
    }

    private static final int ROLE_ALONE = 3;
    private static final int ROLE_EVERYWHERE = 1;
    private static final int ROLE_NOWHERE = 0;
    private static final int USAGE_NOWHERE = 0;
    private static final int USAGE_EVERYWHERE = 1;
    private static final int USAGE_AT_FINISH = 2;

    private final Script script;
    private final String id;
    private final Dice dice;
    private final Style style;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8 << 10);
    private final List<Mark> marks = new ArrayList<>(List.of(Mark.START));
    private boolean roleSaid;
    private int said;

    private Wire(Script script, String id, Dice dice) {
        this.script = script;
        this.id = id;
        this.dice = dice;
        this.style = Style.drawn(dice);
    }

    static Wire of(Script script, String id, Dice dice) {
        Wire wire = new Wire(script, id, dice);
        wire.write();
        return wire;
    }

    String id() {
        return id;
    }

    /** The whole body. */
    byte[] bytes() {
        return out.toByteArray();
    }

    /** What a reader must have understood of so many bytes. */
    Mark certainAt(int sent) {
        Mark certain = Mark.START;
        for (Mark mark : marks) {
            if (mark.eventEnd() > sent) {
                break;
            }
            certain = mark;
        }
        return certain;
    }

    /** What a reader may have understood of so many bytes. */
    Mark possibleAt(int sent) {
        Mark possible = Mark.START;
        for (Mark mark : marks) {
            if (mark.payloadEnd() > sent) {
                break;
            }
            possible = mark;
        }
        return possible;
    }

    List<Mark> marks() {
        return marks;
    }

    private void write() {
        if (style.role() >= ROLE_ALONE) {
            event("\"role\":\"assistant\",\"content\":\"\"", 0, null, marks.getLast());
            roleSaid = true;
        }
        for (String piece : pieces(script.reasoning(), 30)) {
            event("\"reasoning_content\":" + quoted(piece), 0, null, next(0, 0, piece.length(), 0, 0, false));
        }
        texts();
        for (String piece : pieces(script.refusal(), 10)) {
            event("\"refusal\":" + quoted(piece), 0, null, next(0, 0, 0, piece.length(), 0, false));
        }
        if (script.arguments() != null) {
            tool(script.arguments());
        }
        if (!marks.getLast().finished()) {
            finish("");
        }
        end();
    }

    private void texts() {
        List<String> first = pieces(script.text(), 16);
        List<String> second = pieces(script.second() == null ? "" : script.second(), 16);
        boolean finishWithLast = style.finishWithLast() && script.second() == null && script.arguments() == null;
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (i < second.size()) {
                String piece = second.get(i);
                event("\"content\":" + quoted(piece), 1, null, next(0, piece.length(), 0, 0, 0, false));
            }
            if (i < first.size()) {
                String piece = first.get(i);
                boolean last = i == first.size() - 1 && finishWithLast;
                event(
                        "\"content\":" + quoted(piece),
                        0,
                        last ? script.finish() : null,
                        next(piece.length(), 0, 0, 0, 0, last));
            }
        }
    }

    private void tool(String arguments) {
        event(
                "\"tool_calls\":[{\"index\":0,\"id\":\"call-" + id
                        + "\",\"type\":\"function\",\"function\":{\"name\":\"" + Script.TOOL
                        + "\",\"arguments\":\"\"}}]",
                0,
                null,
                next(0, 0, 0, 0, 0, false));
        for (String piece : pieces(arguments, 20)) {
            event(
                    "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + quoted(piece) + "}}]",
                    0,
                    null,
                    next(0, 0, 0, 0, piece.length(), false));
        }
    }

    private void finish(String delta) {
        if (script.second() != null) {
            event(delta, 1, script.finish(), next(0, 0, 0, 0, 0, false));
        }
        event(delta, 0, script.finish(), next(0, 0, 0, 0, 0, true));
    }

    private void end() {
        if (style.usage() > USAGE_AT_FINISH) {
            payload(head() + ",\"choices\":[]," + usage() + "}", marks.getLast());
        }
        if (style.done()) {
            payload("[DONE]", marks.getLast());
        }
    }

    private Mark next(int text, int second, int reasoning, int refusal, int arguments, boolean finished) {
        Mark last = marks.getLast();
        return new Mark(
                0,
                0,
                last.useful() + 1,
                last.text() + text,
                last.second() + second,
                last.reasoning() + reasoning,
                last.refusal() + refusal,
                last.arguments() + arguments,
                finished);
    }

    private void event(String delta, int choice, @Nullable String finish, Mark after) {
        boolean withRole = style.role() == ROLE_EVERYWHERE || (!roleSaid && style.role() != ROLE_NOWHERE);
        roleSaid = true;
        String role = withRole && !delta.startsWith("\"role\"") ? "\"role\":\"assistant\"" : "";
        String all = role + (role.isEmpty() || delta.isEmpty() ? "" : ",") + delta;
        boolean withUsage = style.usage() == USAGE_EVERYWHERE || (style.usage() == USAGE_AT_FINISH && after.finished());
        payload(
                head() + ",\"choices\":[{\"index\":" + choice + ",\"delta\":{" + all + "},\"finish_reason\":"
                        + (finish == null ? "null" : '"' + finish + '"') + "}]"
                        + (withUsage ? "," + usage() : style.usage() == USAGE_NOWHERE ? "" : ",\"usage\":null") + "}",
                after);
    }

    private String head() {
        return "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"m-" + id
                + "\"";
    }

    private String usage() {
        return "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":" + ++said + ",\"total_tokens\":" + (9 + said)
                + "}";
    }

    private void payload(String json, Mark after) {
        if (style.comments() && dice.percent(30)) {
            append(": busy" + style.lineEnd() + style.lineEnd());
        }
        append(style.data() + json);
        int payloadEnd = out.size();
        append(style.lineEnd() + style.lineEnd());
        // The last line has ended when its CR is there; a LF may belong to it and tells nothing new.
        int eventEnd = out.size() - (style.lineEnd().equals("\r\n") ? 1 : 0);
        marks.add(new Mark(
                payloadEnd,
                eventEnd,
                after.useful(),
                after.text(),
                after.second(),
                after.reasoning(),
                after.refusal(),
                after.arguments(),
                after.finished()));
    }

    private void append(String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }

    /** Cut anywhere, between the halves of a surrogate pair too; but half a character alone is no piece, unless it is the last. */
    private List<String> pieces(String text, int longest) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + dice.below(longest));
            if (to == from + 1 && to < text.length() && Character.isHighSurrogate(text.charAt(from))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    /** A JSON string; half a surrogate pair is escaped, since UTF-8 has no form for it. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (pair) {
                json.append(c).append(text.charAt(++i));
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u%04x".formatted((int) c));
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** Whether a text is one JSON object, and nothing beside it. */
    static boolean isObject(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JacksonException malformed) {
            return false;
        }
    }

    /** The same answer in one piece. */
    static byte[] whole(Script script, String id) {
        StringBuilder json = new StringBuilder("{\"id\":\"" + id
                + "\",\"object\":\"chat.completion\",\"created\":1790000000,\"model\":\"m-" + id + "\",\"choices\":[");
        json.append(choice(script, 0, script.text()));
        if (script.second() != null) {
            json.append(',').append(choice(script, 1, script.second()));
        }
        json.append("],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,\"total_tokens\":16}}");
        return json.toString().getBytes(UTF_8);
    }

    private static String choice(Script script, int index, String text) {
        boolean plain = index > 0;
        String refusal = plain || script.refusal().isEmpty() ? "" : ",\"refusal\":" + quoted(script.refusal());
        String thoughts =
                plain || script.reasoning().isEmpty() ? "" : ",\"reasoning_content\":" + quoted(script.reasoning());
        String tool = script.arguments() == null
                ? ""
                : ",\"tool_calls\":[{\"id\":\"call-1\",\"type\":\"function\",\"function\":{\"name\":\"" + Script.TOOL
                        + "\",\"arguments\":" + quoted(script.arguments()) + "}}]";
        return "{\"index\":" + index + ",\"message\":{\"role\":\"assistant\",\"content\":" + quoted(text) + refusal
                + thoughts + tool + "},\"finish_reason\":\"" + script.finish() + "\"}";
    }
}
