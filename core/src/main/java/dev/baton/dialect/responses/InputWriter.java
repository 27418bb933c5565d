package dev.baton.dialect.responses;

import dev.baton.dialect.Losses;
import dev.baton.dialect.ToolIds;
import dev.baton.dialect.json.DataUrl;
import dev.baton.dialect.json.Json;
import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the conversation as the input of a request: words as messages, each call and each result as an item of its own. */
final class InputWriter {

    private final Losses losses;
    private final ArrayNode items = Json.TREES.createArrayNode();

    InputWriter(Losses losses) {
        this.losses = losses;
    }

    ArrayNode write(List<Turn> turns) {
        for (int i = 0; i < turns.size(); i++) {
            List<Content> content = turns.get(i).content();
            switch (turns.get(i).role()) {
                case SYSTEM -> said("system", content);
                case USER -> user(content);
                case ASSISTANT -> assistant(content, i == turns.size() - 1);
            }
        }
        return items;
    }

    /** Results of tools come first: they belong to the calls before them. */
    private void user(List<Content> content) {
        List<Content> said = content.stream()
                .filter(part -> !(part instanceof Content.ToolResult))
                .toList();
        content.stream()
                .filter(Content.ToolResult.class::isInstance)
                .map(Content.ToolResult.class::cast)
                .forEach(this::result);
        if (!said.isEmpty()) {
            said("user", said);
        }
    }

    private void result(Content.ToolResult result) {
        losses.dropIf(result.failed(), Feature.FAILED_TOOL_RESULT);
        ObjectNode item = items.addObject()
                .put("type", "function_call_output")
                .put("call_id", ToolIds.OPENAI.fit(result.callId()));
        put(item, "output", result.content());
    }

    private void said(String role, List<Content> content) {
        put(items.addObject().put("role", role), "content", content);
    }

    /** A text is told as one; everything else as a list of parts. */
    private void put(ObjectNode item, String field, List<Content> content) {
        List<Content> said = content.stream()
                .filter(part -> !(part instanceof Content.CacheMark))
                .toList();
        losses.dropIf(said.size() < content.size(), Feature.CACHE_MARK);
        if (said.isEmpty() || (said.size() == 1 && said.getFirst() instanceof Content.Text)) {
            item.put(field, text(said));
        } else {
            ArrayNode parts = item.putArray(field);
            said.forEach(part -> addPart(parts, part));
        }
    }

    private void addPart(ArrayNode parts, Content part) {
        switch (part) {
            case Content.Text said ->
                parts.addObject().put("type", "input_text").put("text", said.text());
            case Content.Refusal said ->
                parts.addObject().put("type", "input_text").put("text", said.text());
            case Content.Image image -> image(parts.addObject().put("type", "input_image"), image);
            case Content.File file -> file(parts.addObject().put("type", "input_file"), file);
            case Content.Audio ignored -> throw losses.refusal(Feature.AUDIO);
            // Where they are in a turn of the user's, they are nobody's thoughts and calls.
            case Content.CacheMark ignored -> {}
            case Content.Reasoning ignored -> {}
            case Content.ToolCall ignored -> {}
            case Content.ToolResult ignored -> {}
        }
    }

    private void image(ObjectNode part, Content.Image image) {
        part.put("detail", image.detail() == null ? "auto" : image.detail());
        switch (image.source()) {
            case Source.Inline inline -> part.put("image_url", DataUrl.of(inline));
            case Source.Link link -> part.put("image_url", link.url());
            case Source.Stored ignored -> throw losses.refusal(Feature.IMAGE);
        }
    }

    private void file(ObjectNode part, Content.File file) {
        switch (file.source()) {
            case Source.Inline inline ->
                part.put("filename", file.name() == null ? "file" : file.name()).put("file_data", DataUrl.of(inline));
            case Source.Link link -> {
                // Beside an address a name is answered with 400.
                losses.dropIf(file.name() != null, Feature.FILE_NAME);
                part.put("file_url", link.url());
            }
            case Source.Stored ignored -> throw losses.refusal(Feature.FILE);
        }
    }

    /**
     * Thoughts stay where they were thought: no server takes another one's.
     *
     * @param begun whether the model is to go on from here
     */
    private void assistant(List<Content> content, boolean begun) {
        losses.refuseMedia(content);
        losses.dropIf(content.stream().anyMatch(Content.CacheMark.class::isInstance), Feature.CACHE_MARK);
        String text = text(content);
        boolean calls = content.stream().anyMatch(Content.ToolCall.class::isInstance);
        if (begun && !calls) {
            items.add(InputMessage.begun(text.stripTrailing()));
        } else if (!text.isEmpty()) {
            items.add(InputMessage.of("assistant", text));
        }
        content.stream()
                .filter(Content.ToolCall.class::isInstance)
                .map(Content.ToolCall.class::cast)
                .forEach(this::call);
    }

    private void call(Content.ToolCall call) {
        items.addObject()
                .put("type", "function_call")
                .put("call_id", ToolIds.OPENAI.fit(call.id()))
                .put("name", call.name())
                .put("arguments", call.arguments().isEmpty() ? "{}" : call.arguments());
    }

    private static String text(List<Content> content) {
        return content.stream().map(Content::words).collect(Collectors.joining());
    }
}
