package dev.baton.prompt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Turns drawn at random, in an order that every protocol knows: what tools gave is told in the turn behind the calls. Words of
 * both sides may be empty, and calls and results be what no object can be read from.
 */
final class AnyConversation {

    private final Draw draw;
    private final List<Turn> turns = new ArrayList<>();
    private int made;

    AnyConversation(Draw draw) {
        this.draw = draw;
    }

    List<Turn> turns() {
        if (draw.onceIn(2)) {
            add(Turn.Role.SYSTEM, ordered());
        }
        List<Content.ToolCall> calls = List.of();
        for (int more = draw.random().nextInt(4); more >= 0; more--) {
            asked(calls);
            if (more > 0) {
                calls = draw.list(2, this::call);
                answered(calls);
            } else if (draw.onceIn(5)) {
                add(Turn.Role.ASSISTANT, List.of(new Content.Text(draw.text())));
            }
        }
        return turns;
    }

    private void add(Turn.Role role, List<Content> content) {
        turns.add(new Turn(role, content));
    }

    private List<Content> ordered() {
        List<Content> orders = new ArrayList<>(draw.list(2, this::said));
        if (draw.onceIn(30)) {
            orders.add(shown());
        }
        orders.addAll(marked());
        return orders;
    }

    private void asked(List<Content.ToolCall> calls) {
        List<Content> content = new ArrayList<>();
        calls.forEach(call -> content.add(result(call)));
        Collections.shuffle(content, draw.random());
        content.addAll(draw.list(2, () -> draw.onceIn(2) ? said() : shown()));
        if (calls.isEmpty()) {
            content.add(said());
        }
        content.addAll(marked());
        add(Turn.Role.USER, content);
        if (draw.onceIn(6)) {
            add(Turn.Role.USER, List.of(said(), shown()));
        }
        if (draw.onceIn(8)) {
            add(Turn.Role.SYSTEM, ordered());
        }
    }

    private void answered(List<Content.ToolCall> calls) {
        List<Content> content = new ArrayList<>();
        if (draw.onceIn(4)) {
            content.add(new Content.Reasoning(draw.text(), draw.maybe(draw::text)));
        }
        content.addAll(draw.list(2, this::said));
        if (draw.onceIn(8)) {
            content.add(new Content.Refusal(draw.text()));
        }
        if (draw.onceIn(30)) {
            content.add(shown());
        }
        content.addAll(calls);
        add(Turn.Role.ASSISTANT, content);
    }

    private Content.ToolCall call() {
        String id = draw.word("call_", "functions.tool:", "c-".repeat(30)) + made++;
        return new Content.ToolCall(
                id,
                draw.word("tool0", "tool1"),
                draw.onceIn(20)
                        ? draw.word("{\"a\":", "[1]", "{}{}")
                        : draw.word(
                                "",
                                "{}",
                                "{\"a\":{\"b\":[1,null]}}",
                                " { \"n\" : 12345678901234567890123, \"f\":1e3 }"));
    }

    private Content result(Content.ToolCall call) {
        List<Content> gave = draw.list(2, () -> draw.<Content>one(this::said, this::object, this::image, this::paper));
        return new Content.ToolResult(call.id(), gave, draw.onceIn(4));
    }

    private List<Content> marked() {
        return draw.onceIn(8) ? List.of(new Content.Text(draw.text()), new Content.CacheMark()) : List.of();
    }

    private Content said() {
        return new Content.Text(draw.onceIn(12) ? "" : draw.text());
    }

    /** What looks like an object, is one, or means one by its names. */
    private Content object() {
        return new Content.Text(draw.word(
                "{\"a\": [1, 2.50]}",
                "{\"a\":1}\n{\"a\":2}",
                "{\"a\":1} or so",
                "{\"output\":\"a\"}",
                "{\"error\":\"a\"}",
                "[1]"));
    }

    private Content shown() {
        return draw.<Content>one(this::image, this::image, this::paper, this::file, this::sound);
    }

    private Content image() {
        return new Content.Image(
                draw.onceIn(10) ? new Source.Stored("file-1") : picture(),
                draw.onceIn(3) ? draw.word("low", "high") : null);
    }

    private Source picture() {
        return draw.<Source>one(
                () -> new Source.Inline(draw.word("image/png", "image/jpeg", "image/webp"), "iVBORw0K"),
                () -> new Source.Link("https://example.com/" + draw.word("a", "b.png", "c.webp?d.pdf")),
                () -> draw.onceIn(5) ? new Source.Inline("image/gif", "R0lG") : new Source.Inline("image/png", "AAAA"));
    }

    /** What tools give as well. */
    private Content paper() {
        return new Content.File(new Source.Inline("application/pdf", "JVBERi0="), draw.maybe(() -> "a.pdf"));
    }

    private Content file() {
        return draw.<Content>one(
                this::plain,
                () -> new Content.File(
                        new Source.Link("https://example.com/" + draw.word("a", "b.pdf")), draw.maybe(() -> "b.pdf")),
                () -> draw.onceIn(3) ? new Content.File(new Source.Stored("file-2"), null) : paper(),
                () -> draw.onceIn(3) ? new Content.File(new Source.Inline("text/csv", "YSxi"), "a.csv") : paper());
    }

    private Content plain() {
        byte[] text = (draw.text() + "é").getBytes(draw.onceIn(6) ? ISO_8859_1 : UTF_8);
        Source source = new Source.Inline("text/plain", Base64.getEncoder().encodeToString(text));
        return new Content.File(source, draw.maybe(() -> "a.txt"));
    }

    private Content sound() {
        return new Content.Audio(draw.word("wav", "mp3"), "UklGRg==");
    }
}
