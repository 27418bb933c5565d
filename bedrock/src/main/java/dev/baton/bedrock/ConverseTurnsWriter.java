package dev.baton.bedrock;

import dev.baton.dialect.Losses;
import dev.baton.dialect.ToolIds;
import dev.baton.dialect.json.ToolArguments;
import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Turn;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the system texts and the messages of a request. The protocol wants the user to begin, the sides to take turns, and no
 * blank text.
 */
final class ConverseTurnsWriter {

    /** Stands in where the protocol wants words and the client has none. */
    private static final String NO_WORDS = ".";

    private final BedrockModel model;
    private final Losses losses;
    private final MediaWriter media;

    ConverseTurnsWriter(BedrockModel model, Losses losses) {
        this.model = model;
        this.losses = losses;
        this.media = new MediaWriter(losses);
    }

    /** Standing orders have a place of their own, wherever in the conversation they stood; turns of one role are one message. */
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
        if (said.isEmpty() || said.getFirst().role() == Turn.Role.ASSISTANT) {
            said.addFirst(Turn.of(Turn.Role.USER, NO_WORDS));
        }
        List<Turn> merged = Turn.merged(said);
        ArrayNode messages = root.putArray("messages");
        for (int i = 0; i < merged.size(); i++) {
            message(messages.addObject(), merged.get(i), i == merged.size() - 1);
        }
        if (!Content.isOnlyMarks(orders)) {
            blocks(root.putArray("system"), orders);
        }
    }

    private static boolean isMark(Content part) {
        return part instanceof Content.CacheMark;
    }

    private void message(ObjectNode message, Turn turn, boolean last) {
        message.put("role", turn.role() == Turn.Role.USER ? "user" : "assistant");
        ArrayNode blocks = message.putArray("content");
        // Results stand first in the turn behind their calls.
        blocks(blocks, part(turn, true));
        blocks(blocks, part(turn, false));
        if (last && turn.role() == Turn.Role.ASSISTANT && !blocks.isEmpty()) {
            trimmed(blocks.get(blocks.size() - 1));
        }
        boolean hasDocument = blocks.valueStream().anyMatch(block -> block.has("document"));
        if (hasDocument && blocks.valueStream().noneMatch(block -> block.has("text"))) {
            blocks.addObject().put("text", NO_WORDS);
        }
    }

    private static List<Content> part(Turn turn, boolean results) {
        return turn.content().stream()
                .filter(part -> part instanceof Content.ToolResult == results)
                .toList();
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
                case Content.Text text -> blocks.addObject().put("text", text.text());
                case Content.Refusal text -> blocks.addObject().put("text", text.text());
                case Content.Image image -> media.image(blocks.addObject().putObject("image"), image);
                case Content.File file -> media.document(blocks.addObject().putObject("document"), file);
                case Content.Audio ignored -> throw losses.refusal(Feature.AUDIO);
                case Content.ToolCall call -> call(blocks.addObject().putObject("toolUse"), call);
                case Content.ToolResult result -> {
                    result(blocks.addObject().putObject("toolResult"), result);
                    // None may stand in a result.
                    result.content().stream()
                            .filter(ConverseTurnsWriter::isMark)
                            .forEach(mark -> mark(blocks));
                }
                case Content.Reasoning ignored -> {}
                case Content.CacheMark ignored -> mark(blocks);
            }
        }
    }

    /** Of what stands before it. */
    private void mark(ArrayNode blocks) {
        losses.dropIf(!model.keepsMarkedPrompts(), Feature.CACHE_MARK);
        if (model.keepsMarkedPrompts() && !blocks.isEmpty()) {
            blocks.addObject().putObject("cachePoint").put("type", "default");
        }
    }

    private void call(ObjectNode node, Content.ToolCall call) {
        node.put("toolUseId", ToolIds.ANTHROPIC.fit(call.id()))
                .put("name", call.name())
                .set("input", ToolArguments.of(call, losses));
    }

    private void result(ObjectNode node, Content.ToolResult result) {
        node.put("toolUseId", ToolIds.ANTHROPIC.fit(result.callId()));
        ArrayNode content = node.putArray("content");
        blocks(
                content,
                result.content().stream()
                        .filter(part -> part.isSayable() && !isMark(part))
                        .toList());
        if (content.isEmpty()) {
            content.addObject().put("text", NO_WORDS);
        }
        if (result.failed()) {
            failed(node);
        }
    }

    /** Others answer the field with 400. */
    private void failed(ObjectNode node) {
        boolean told = model.takesWordsOfClaude() || model.isNova();
        losses.dropIf(!told, Feature.FAILED_TOOL_RESULT);
        if (told) {
            node.put("status", "error");
        }
    }
}
