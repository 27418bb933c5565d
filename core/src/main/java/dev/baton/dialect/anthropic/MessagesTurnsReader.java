package dev.baton.dialect.anthropic;

import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.JsonField;
import dev.baton.prompt.Content;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the system text and the messages of a request for a message. */
final class MessagesTurnsReader {

    private static final String USUAL_TIME = "5m";

    private final List<String> binding;
    private final List<String> hints;

    /**
     * Makes a reader.
     *
     * @param binding takes the names of what no other dialect has and needs
     * @param hints takes the names of what no other dialect has and can do without
     */
    MessagesTurnsReader(List<String> binding, List<String> hints) {
        this.binding = binding;
        this.hints = hints;
    }

    List<Turn> read(JsonField system, JsonField messages) {
        List<Turn> turns = new ArrayList<>();
        if (!system.isAbsent()) {
            turns.add(new Turn(Turn.Role.SYSTEM, content(system)));
        }
        for (JsonField message : messages.items()) {
            JsonField role = message.object().at("role");
            turns.add(new Turn(
                    switch (role.text()) {
                        case "user" -> Turn.Role.USER;
                        case "assistant" -> Turn.Role.ASSISTANT;
                        case "system" -> Turn.Role.SYSTEM;
                        default -> throw role.unknown("user or assistant");
                    },
                    content(message.at("content"))));
        }
        return turns;
    }

    private List<Content> content(JsonField content) {
        if (content.isText()) {
            return content.text().isEmpty() ? List.of() : List.of(new Content.Text(content.text()));
        }
        if (!content.isAbsent() && !content.isArray()) {
            throw content.invalid("a text or an array of blocks");
        }
        List<Content> blocks = new ArrayList<>();
        for (JsonField block : content.items()) {
            addBlock(blocks, block.object());
            addMark(blocks, block.at("cache_control"));
        }
        return blocks;
    }

    /** Every other protocol that has marks has them for the usual time. */
    private void addMark(List<Content> blocks, JsonField mark) {
        if (mark.isAbsent()) {
            return;
        }
        blocks.add(new Content.CacheMark());
        if (!mark.object().at("ttl").textOr(USUAL_TIME).equals(USUAL_TIME)) {
            hints.add("cache_control.ttl");
        }
    }

    private void addBlock(List<Content> blocks, JsonField block) {
        switch (block.at("type").text()) {
            case "text" -> blocks.add(new Content.Text(block.at("text").text()));
            case "image" -> addSourced(blocks, block, source -> new Content.Image(source, null));
            case "document" -> document(blocks, block);
            case "tool_use" -> blocks.add(toolUse(block));
            case "tool_result" -> blocks.add(toolResult(block));
            case "thinking" ->
                blocks.add(new Content.Reasoning(
                        block.at("thinking").textOr(""), block.at("signature").textOrNull()));
            // Nobody but its vendor can read it.
            case "redacted_thinking" -> {}
            default -> binding.add(block.path());
        }
    }

    private static Content toolUse(JsonField block) {
        JsonField input = block.at("input");
        return new Content.ToolCall(
                block.at("id").name("the id of a tool call"),
                block.at("name").name("the name of a tool"),
                input.isAbsent()
                        ? "{}"
                        : Json.TREES.writeValueAsString(input.object().value()));
    }

    private Content toolResult(JsonField block) {
        return new Content.ToolResult(
                block.at("tool_use_id").name("the id of a tool call"),
                content(block.at("content")),
                block.at("is_error").flag());
    }

    private void document(List<Content> blocks, JsonField block) {
        JsonField citations = block.at("citations");
        if (!citations.isAbsent() && citations.object().at("enabled").flag()) {
            binding.add(citations.path());
        }
        String context = block.at("context").textOrNull();
        if (context != null) {
            blocks.add(new Content.Text(context));
        }
        String name = block.at("title").textOrNull();
        JsonField source = block.at("source").object();
        switch (source.at("type").text()) {
            case "text" -> blocks.add(titled(name, source.at("data").text()));
            case "content" -> blocks.addAll(content(source.at("content")));
            default -> addSourced(blocks, block, from -> new Content.File(from, name));
        }
    }

    private static Content titled(@Nullable String name, String text) {
        return new Content.Text(name == null ? text : name + "\n\n" + text);
    }

    private void addSourced(List<Content> blocks, JsonField block, Function<Source, Content> content) {
        JsonField source = block.at("source").object();
        JsonField type = source.at("type");
        switch (type.text()) {
            case "base64" ->
                blocks.add(content.apply(new Source.Inline(
                        source.at("media_type").text(), source.at("data").text())));
            case "url" ->
                blocks.add(content.apply(new Source.Link(source.at("url").text())));
            case "file" ->
                blocks.add(content.apply(new Source.Stored(source.at("file_id").text())));
            default -> throw type.unknown("base64, url or file");
        }
    }
}
