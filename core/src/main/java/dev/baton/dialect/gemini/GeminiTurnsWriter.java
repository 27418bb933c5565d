package dev.baton.dialect.gemini;

import dev.baton.dialect.Losses;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.ToolArguments;
import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the system instruction and the contents of a request. */
final class GeminiTurnsWriter {

    private final GeminiModel model;
    private final Losses losses;
    private final Map<String, String> namesById = new HashMap<>();

    GeminiTurnsWriter(GeminiModel model, Losses losses) {
        this.model = model;
        this.losses = losses;
    }

    /** Standing orders have a place of their own, wherever in the conversation they stood; turns of one role are one. */
    void write(List<Turn> turns, ObjectNode root) {
        List<Content> orders = new ArrayList<>();
        List<Turn> said = new ArrayList<>();
        for (Turn turn : turns) {
            if (turn.role() == Turn.Role.SYSTEM) {
                losses.refuseMedia(turn.content());
                orders.addAll(turn.content());
            } else {
                said.add(turn);
            }
        }
        ArrayNode contents = root.putArray("contents");
        Turn.merged(said).forEach(turn -> add(turn, contents));
        if (!orders.isEmpty()) {
            addParts(orders, root.putObject("systemInstruction").putArray("parts"));
        }
    }

    private void add(Turn turn, ArrayNode contents) {
        if (turn.role() == Turn.Role.ASSISTANT) {
            addContent("model", turn.content(), contents);
            return;
        }
        // Results stand by themselves, right behind their calls; what is no text in them follows.
        List<Content> results = new ArrayList<>();
        List<Content> rest = new ArrayList<>();
        for (Content part : turn.content()) {
            if (part instanceof Content.ToolResult result) {
                results.add(result);
                result.content().stream()
                        .filter(each -> !(each instanceof Content.Text))
                        .forEach(rest::add);
            }
        }
        turn.content().stream()
                .filter(part -> !(part instanceof Content.ToolResult))
                .forEach(rest::add);
        addContent("user", results, contents);
        addContent("user", rest, contents);
    }

    private void addContent(String role, List<Content> said, ArrayNode contents) {
        ObjectNode content = Json.TREES.createObjectNode().put("role", role);
        ArrayNode parts = content.putArray("parts");
        addParts(said, parts);
        if (!parts.isEmpty()) {
            contents.add(content);
        }
    }

    private void addParts(List<Content> said, ArrayNode parts) {
        boolean callsBefore = false;
        for (Content part : said) {
            switch (part) {
                case Content.Text text -> addText(text.text(), parts);
                case Content.Refusal text -> addText(text.text(), parts);
                case Content.Image image -> image(image, parts.addObject());
                case Content.File file -> file(file, parts.addObject());
                case Content.Audio audio -> inline("audio/" + audio.format(), audio.data(), parts.addObject());
                case Content.ToolCall call -> {
                    call(call, parts.addObject(), !callsBefore);
                    callsBefore = true;
                }
                case Content.ToolResult result -> result(result, parts.addObject());
                // Only its own vendor takes a thought back.
                case Content.Reasoning ignored -> {}
                case Content.CacheMark ignored -> losses.dropIf(true, Feature.CACHE_MARK);
            }
        }
    }

    private static void addText(String text, ArrayNode parts) {
        if (!text.isEmpty()) {
            parts.addObject().put("text", text);
        }
    }

    private void image(Content.Image image, ObjectNode part) {
        losses.dropIf(image.detail() != null, Feature.IMAGE_DETAIL);
        switch (image.source()) {
            case Source.Inline inline -> {
                losses.refuseIf(inline.mediaType().equals("image/gif"), Feature.IMAGE);
                inline(inline.mediaType(), inline.data(), part);
            }
            case Source.Link link -> linked(link.url(), "image/jpeg", part);
            case Source.Stored ignored -> throw losses.refusal(Feature.IMAGE);
        }
    }

    /** Their names are known to Vertex AI alone. */
    private void file(Content.File file, ObjectNode part) {
        losses.dropIf(file.name() != null, Feature.FILE_NAME);
        switch (file.source()) {
            case Source.Inline inline -> inline(inline.mediaType(), inline.data(), part);
            case Source.Link link -> linked(link.url(), "application/pdf", part);
            case Source.Stored ignored -> throw losses.refusal(Feature.FILE);
        }
    }

    private static void inline(String type, String data, ObjectNode part) {
        part.putObject("inlineData").put("mimeType", type).put("data", data);
    }

    private static void linked(String url, String usual, ObjectNode part) {
        part.putObject("fileData").put("mimeType", MediaTypes.at(url, usual)).put("fileUri", url);
    }

    /** The first call of a step has to be signed; these were made elsewhere. */
    private void call(Content.ToolCall call, ObjectNode part, boolean first) {
        namesById.put(call.id(), call.name());
        part.putObject("functionCall")
                .put("id", call.id())
                .put("name", call.name())
                .set("args", ToolArguments.of(call, losses));
        if (first && model.wantsSignedCalls()) {
            part.put(UnsignedCalls.FIELD, UnsignedCalls.FROM_ELSEWHERE);
        }
    }

    private void result(Content.ToolResult result, ObjectNode part) {
        String text = result.content().stream()
                .map(Content::words)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("\n"));
        ObjectNode response = part.putObject("functionResponse")
                .put("id", result.callId())
                .put("name", namesById.getOrDefault(result.callId(), result.callId()));
        response.set("response", response(text, result.failed()));
    }

    /** An object. One that says nothing of itself by its names is the result, and may stand as it is. */
    private static JsonNode response(String text, boolean failed) {
        JsonNode object = failed ? Json.TREES.missingNode() : object(text);
        boolean speaks = object.isObject() && !object.has("output") && !object.has("result") && !object.has("error");
        return speaks ? object : Json.TREES.createObjectNode().put(failed ? "error" : "output", text);
    }

    /** A text as JSON; a missing node when it is none. */
    private static JsonNode object(String text) {
        try {
            return Json.TREES.readTree(text);
        } catch (JacksonException prose) {
            return Json.TREES.missingNode();
        }
    }
}
