package dev.baton.dialect.openai;

import dev.baton.dialect.Losses;
import dev.baton.dialect.ToolIds;
import dev.baton.dialect.json.DataUrl;
import dev.baton.dialect.json.Json;
import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import dev.baton.route.Vendor.Quirk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the messages of a chat request. */
final class ChatMessagesWriter {

    private final ToolIds ids;
    private final Losses losses;
    private final ArrayNode messages = Json.TREES.createArrayNode();

    ChatMessagesWriter(ChatServer server, Losses losses) {
        this.ids = server.has(Quirk.SHORT_TOOL_IDS) ? ToolIds.MISTRAL : ToolIds.OPENAI;
        this.losses = losses;
    }

    ArrayNode write(List<Turn> turns) {
        turns.forEach(this::add);
        return messages;
    }

    private void add(Turn turn) {
        switch (turn.role()) {
            case SYSTEM -> system(turn.content());
            case USER -> user(turn.content());
            case ASSISTANT -> assistant(turn.content());
        }
    }

    private void system(List<Content> content) {
        losses.refuseMedia(content);
        losses.dropIf(content.stream().anyMatch(Content.CacheMark.class::isInstance), Feature.CACHE_MARK);
        messages.addObject().put("role", "system").put("content", text(content, "\n\n"));
    }

    /** Results of tools come first: they must stand right behind the calls. What is no text in them follows as the user's. */
    private void user(List<Content> content) {
        List<Content> said = new ArrayList<>();
        for (Content part : content) {
            if (part instanceof Content.ToolResult result) {
                losses.dropIf(result.failed(), Feature.FAILED_TOOL_RESULT);
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", ids.fit(result.callId()))
                        .put("content", text(result.content(), "\n"));
                result.content().stream()
                        .filter(each -> !(each instanceof Content.Text))
                        .forEach(said::add);
            }
        }
        content.stream().filter(part -> !(part instanceof Content.ToolResult)).forEach(said::add);
        losses.dropIf(said.removeIf(Content.CacheMark.class::isInstance), Feature.CACHE_MARK);
        if (!said.isEmpty()) {
            ObjectNode message = messages.addObject().put("role", "user");
            if (said.size() == 1 && said.getFirst() instanceof Content.Text only) {
                message.put("content", only.text());
            } else {
                ArrayNode parts = message.putArray("content");
                said.forEach(part -> addPart(parts, part));
            }
        }
    }

    private void addPart(ArrayNode parts, Content part) {
        switch (part) {
            case Content.Text said -> parts.addObject().put("type", "text").put("text", said.text());
            case Content.Refusal said -> parts.addObject().put("type", "text").put("text", said.text());
            case Content.Image image -> image(parts.addObject(), image);
            case Content.File file -> file(parts.addObject(), file);
            case Content.Audio audio ->
                parts.addObject()
                        .put("type", "input_audio")
                        .putObject("input_audio")
                        .put("format", audio.format())
                        .put("data", audio.data());
            case Content.CacheMark ignored -> losses.dropIf(true, Feature.CACHE_MARK);
            // Where they are in a turn of the user's, they are nobody's thoughts and calls.
            case Content.Reasoning ignored -> {}
            case Content.ToolCall ignored -> {}
            case Content.ToolResult ignored -> {}
        }
    }

    private void image(ObjectNode part, Content.Image image) {
        ObjectNode given = part.put("type", "image_url").putObject("image_url");
        switch (image.source()) {
            case Source.Inline inline -> given.put("url", DataUrl.of(inline));
            case Source.Link link -> given.put("url", link.url());
            case Source.Stored ignored -> throw losses.refusal(Feature.IMAGE);
        }
        if (image.detail() != null) {
            given.put("detail", image.detail());
        }
    }

    private void file(ObjectNode part, Content.File file) {
        if (!(file.source() instanceof Source.Inline inline)) {
            throw losses.refusal(Feature.FILE);
        }
        String name = file.name();
        part.put("type", "file")
                .putObject("file")
                .put("filename", name == null ? "file" : name)
                .put("file_data", DataUrl.of(inline));
    }

    /** Thoughts stay where they were thought: no server takes another one's. */
    private void assistant(List<Content> content) {
        losses.refuseMedia(content);
        ObjectNode message = messages.addObject().put("role", "assistant");
        String text = text(content, "");
        List<Content.ToolCall> calls = content.stream()
                .filter(Content.ToolCall.class::isInstance)
                .map(Content.ToolCall.class::cast)
                .toList();
        losses.dropIf(content.stream().anyMatch(Content.CacheMark.class::isInstance), Feature.CACHE_MARK);
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text);
        if (!calls.isEmpty()) {
            ArrayNode array = message.putArray("tool_calls");
            calls.forEach(call -> call(array.addObject(), call));
        }
    }

    private void call(ObjectNode node, Content.ToolCall call) {
        node.put("id", ids.fit(call.id()))
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments().isEmpty() ? "{}" : call.arguments());
    }

    private static String text(List<Content> content, String between) {
        return content.stream()
                .map(Content::words)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }
}
