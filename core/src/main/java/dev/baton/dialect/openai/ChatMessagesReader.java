package dev.baton.dialect.openai;

import dev.baton.dialect.json.DataUrl;
import dev.baton.dialect.json.JsonField;
import dev.baton.prompt.Content;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the messages of a chat request. */
final class ChatMessagesReader {

    private static final Set<String> KNOWN = Set.of(
            "role",
            "content",
            "tool_calls",
            "tool_call_id",
            "refusal",
            "reasoning_content",
            "reasoning",
            // Flags of servers that continue an answer: each target gets its own.
            "prefix",
            "partial");

    private final List<String> binding;
    private final List<String> hints;

    /**
     * Makes a reader.
     *
     * @param binding takes the names of what no other dialect has and needs
     * @param hints takes the names of what no other dialect has and can do without
     */
    ChatMessagesReader(List<String> binding, List<String> hints) {
        this.binding = binding;
        this.hints = hints;
    }

    List<Turn> read(JsonField messages) {
        return messages.items().stream().map(this::turn).toList();
    }

    private Turn turn(JsonField message) {
        JsonField role = message.object().at("role");
        message.eachField((name, field) -> {
            if (name.equals("audio") || name.equals("function_call")) {
                binding.add(field.path());
            } else if (!KNOWN.contains(name)) {
                hints.add("messages[]." + name);
            }
        });
        return switch (role.text()) {
            case "system", "developer" -> new Turn(Turn.Role.SYSTEM, content(message));
            case "user" -> new Turn(Turn.Role.USER, content(message));
            case "assistant" -> new Turn(Turn.Role.ASSISTANT, spoken(message));
            case "tool" -> new Turn(Turn.Role.USER, List.of(result(message)));
            case "function" -> {
                binding.add(message.path());
                yield new Turn(Turn.Role.USER, List.of());
            }
            default -> throw role.unknown("developer, system, user, assistant or tool");
        };
    }

    private Content result(JsonField message) {
        return new Content.ToolResult(
                message.at("tool_call_id").name("the id of a tool call"), content(message), false);
    }

    private List<Content> spoken(JsonField message) {
        List<Content> spoken = new ArrayList<>();
        String thought = message.at("reasoning_content").textOr("");
        if (!thought.isEmpty()) {
            spoken.add(new Content.Reasoning(thought, null));
        }
        spoken.addAll(content(message));
        String refusal = message.at("refusal").textOr("");
        if (!refusal.isEmpty()) {
            spoken.add(new Content.Refusal(refusal));
        }
        message.at("tool_calls").items().forEach(call -> addCall(spoken, call.object()));
        return spoken;
    }

    private void addCall(List<Content> spoken, JsonField call) {
        if (!call.at("type").textOr("function").equals("function")) {
            binding.add(call.path());
            return;
        }
        JsonField function = call.at("function").object();
        spoken.add(new Content.ToolCall(
                call.at("id").name("the id of a tool call"),
                function.at("name").name("the name of a function"),
                function.at("arguments").textOr("")));
    }

    private List<Content> content(JsonField message) {
        JsonField content = message.at("content");
        if (content.isText()) {
            return content.text().isEmpty() ? List.of() : List.of(new Content.Text(content.text()));
        }
        List<Content> parts = new ArrayList<>();
        content.items().forEach(part -> addPart(parts, part.object()));
        return parts;
    }

    private void addPart(List<Content> parts, JsonField part) {
        switch (part.at("type").text()) {
            case "text" -> parts.add(new Content.Text(part.at("text").text()));
            case "refusal" -> parts.add(new Content.Refusal(part.at("refusal").text()));
            case "image_url" -> parts.add(image(part.at("image_url").object()));
            case "file" -> parts.add(file(part.at("file").object()));
            case "input_audio" -> parts.add(audio(part.at("input_audio").object()));
            default -> binding.add(part.path());
        }
        if (!part.at("prompt_cache_breakpoint").isAbsent()) {
            parts.add(new Content.CacheMark());
        }
    }

    private static Content image(JsonField image) {
        String detail = image.at("detail").textOr("auto");
        return new Content.Image(DataUrl.read(image.at("url")), detail.equals("auto") ? null : detail);
    }

    private static Content file(JsonField file) {
        JsonField id = file.at("file_id");
        return new Content.File(
                id.isAbsent() ? DataUrl.read(file.at("file_data")) : new Source.Stored(id.text()),
                file.at("filename").textOrNull());
    }

    private static Content audio(JsonField audio) {
        return new Content.Audio(audio.at("format").text(), audio.at("data").text());
    }
}
