package dev.baton.dialect.anthropic;

import dev.baton.dialect.Losses;
import dev.baton.dialect.ToolIds;
import dev.baton.dialect.json.ToolArguments;
import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the system text and the messages of a request for a message. */
final class MessagesTurnsWriter {

    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private final Losses losses;

    MessagesTurnsWriter(Losses losses) {
        this.losses = losses;
    }

    /**
     * Standing orders have a place of their own, wherever in the conversation they stood; turns of one role are one message, and what is
     * blank would be answered with 400.
     */
    void write(List<Turn> turns, ObjectNode root) {
        List<Content> orders = new ArrayList<>();
        List<Turn> said = new ArrayList<>();
        for (Turn turn : turns) {
            // Only the user can show something: it is answered with 400 in any other turn.
            if (turn.role() != Turn.Role.USER) {
                losses.refuseMedia(turn.content());
            }
            List<Content> sayable =
                    turn.content().stream().filter(Content::isSayable).toList();
            if (turn.role() == Turn.Role.SYSTEM) {
                orders.addAll(sayable);
            } else if (!Content.isOnlyMarks(sayable)) {
                said.add(new Turn(turn.role(), sayable));
            }
        }
        if (!Content.isOnlyMarks(orders)) {
            blocks(root.putArray("system"), orders);
        }
        ArrayNode messages = root.putArray("messages");
        List<Turn> merged = Turn.merged(said);
        for (int i = 0; i < merged.size(); i++) {
            message(messages.addObject(), merged.get(i), i == merged.size() - 1);
        }
    }

    private void message(ObjectNode message, Turn turn, boolean last) {
        message.put("role", turn.role() == Turn.Role.USER ? "user" : "assistant");
        ArrayNode blocks = message.putArray("content");
        // Results stand first in the turn behind their calls.
        blocks(
                blocks,
                turn.content().stream()
                        .filter(Content.ToolResult.class::isInstance)
                        .toList());
        blocks(
                blocks,
                turn.content().stream()
                        .filter(part -> !(part instanceof Content.ToolResult))
                        .toList());
        if (last && turn.role() == Turn.Role.ASSISTANT && !blocks.isEmpty()) {
            trimmed(blocks.get(blocks.size() - 1));
        }
    }

    /** A begun answer must not end in white space. */
    private static void trimmed(JsonNode block) {
        if (block instanceof ObjectNode node && node.has("text")) {
            node.put("text", node.path("text").asString("").stripTrailing());
        }
    }

    private void blocks(ArrayNode blocks, List<Content> content) {
        for (Content part : content) {
            switch (part) {
                case Content.Text said -> blocks.addObject().put("type", "text").put("text", said.text());
                case Content.Refusal said ->
                    blocks.addObject().put("type", "text").put("text", said.text());
                case Content.Image image -> image(blocks.addObject().put("type", "image"), image);
                case Content.File file -> file(blocks.addObject().put("type", "document"), file);
                case Content.Audio ignored -> throw losses.refusal(Feature.AUDIO);
                case Content.ToolCall call -> call(blocks.addObject(), call);
                case Content.ToolResult result -> result(blocks.addObject(), result);
                // Only its own vendor takes a thought back.
                case Content.Reasoning ignored -> {}
                case Content.CacheMark ignored -> mark(blocks);
            }
        }
    }

    private static void mark(ArrayNode blocks) {
        if (!blocks.isEmpty() && blocks.get(blocks.size() - 1) instanceof ObjectNode block) {
            block.putObject("cache_control").put("type", "ephemeral");
        }
    }

    private void image(ObjectNode block, Content.Image image) {
        losses.dropIf(image.detail() != null, Feature.IMAGE_DETAIL);
        switch (image.source()) {
            case Source.Inline inline -> {
                losses.refuseIf(!IMAGES.contains(inline.mediaType()), Feature.IMAGE);
                base64(block, inline);
            }
            case Source.Link link ->
                block.putObject("source").put("type", "url").put("url", link.url());
            case Source.Stored ignored -> throw losses.refusal(Feature.IMAGE);
        }
    }

    private void file(ObjectNode block, Content.File file) {
        switch (file.source()) {
            case Source.Inline inline -> document(block, inline);
            case Source.Link link ->
                block.putObject("source").put("type", "url").put("url", link.url());
            case Source.Stored ignored -> throw losses.refusal(Feature.FILE);
        }
        if (file.name() != null) {
            block.put("title", file.name());
        }
    }

    private void document(ObjectNode block, Source.Inline inline) {
        switch (inline.mediaType()) {
            case "application/pdf" -> base64(block, inline);
            case "text/plain" ->
                block.putObject("source")
                        .put("type", "text")
                        .put("media_type", "text/plain")
                        .put("data", plain(inline.data()));
            default -> throw losses.refusal(Feature.FILE);
        }
    }

    /** In UTF-8: of any other text nobody here knows what it says. */
    private String plain(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            throw losses.refusal(Feature.FILE);
        }
    }

    private static void base64(ObjectNode block, Source.Inline inline) {
        block.putObject("source")
                .put("type", "base64")
                .put("media_type", inline.mediaType())
                .put("data", inline.data());
    }

    private void call(ObjectNode block, Content.ToolCall call) {
        block.put("type", "tool_use")
                .put("id", ToolIds.ANTHROPIC.fit(call.id()))
                .put("name", call.name())
                .set("input", ToolArguments.of(call, losses));
    }

    private void result(ObjectNode block, Content.ToolResult result) {
        block.put("type", "tool_result").put("tool_use_id", ToolIds.ANTHROPIC.fit(result.callId()));
        blocks(
                block.putArray("content"),
                result.content().stream().filter(Content::isSayable).toList());
        if (result.failed()) {
            block.put("is_error", true);
        }
    }
}
