package dev.baton.dialect.responses;

import dev.baton.dialect.json.DataUrl;
import dev.baton.dialect.json.JsonField;
import dev.baton.prompt.Content;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the instructions and the input of a request. An answer of the model is several items here, its thoughts, its words and each of
 * its calls, and one turn in the vocabulary.
 */
final class InputReader {

    private final List<String> binding;
    private final List<String> hints;
    private final List<Turn> turns = new ArrayList<>();

    /**
     * Makes a reader.
     *
     * @param binding takes the names of what no other dialect has and needs
     * @param hints takes the names of what no other dialect has and can do without
     */
    InputReader(List<String> binding, List<String> hints) {
        this.binding = binding;
        this.hints = hints;
    }

    List<Turn> read(JsonField instructions, JsonField input) {
        if (!instructions.isAbsent()) {
            turns.add(Turn.of(Turn.Role.SYSTEM, instructions.text()));
        }
        if (input.isText()) {
            turns.add(Turn.of(Turn.Role.USER, input.text()));
        } else {
            input.items().forEach(item -> item(item.object()));
        }
        return turns;
    }

    private void item(JsonField item) {
        switch (item.at("type").textOr("message")) {
            case "message" -> message(item);
            case "function_call" -> answered(List.of(call(item)));
            case "function_call_output" -> turns.add(new Turn(Turn.Role.USER, List.of(result(item))));
            case "reasoning" -> answered(List.of(thought(item)));
            // What tools of the provider did, what it keeps, or something newer than this code.
            default -> binding.add(item.path());
        }
    }

    private void message(JsonField message) {
        if (!message.at("phase").isAbsent()) {
            hints.add("input[].phase");
        }
        JsonField role = message.at("role");
        List<Content> content = content(message.at("content"));
        switch (role.text()) {
            case "system", "developer" -> turns.add(new Turn(Turn.Role.SYSTEM, content));
            case "user" -> turns.add(new Turn(Turn.Role.USER, content));
            case "assistant" -> answered(content);
            default -> throw role.unknown("developer, system, user or assistant");
        }
    }

    /** More of the model's turn. */
    private void answered(List<Content> more) {
        List<Content> all = new ArrayList<>();
        if (!turns.isEmpty() && turns.getLast().role() == Turn.Role.ASSISTANT) {
            all.addAll(turns.removeLast().content());
        }
        all.addAll(more);
        turns.add(new Turn(Turn.Role.ASSISTANT, all));
    }

    private static Content call(JsonField call) {
        return new Content.ToolCall(
                call.at("call_id").name("the id of a tool call"),
                call.at("name").name("the name of a function"),
                call.at("arguments").textOr(""));
    }

    private Content result(JsonField result) {
        return new Content.ToolResult(
                result.at("call_id").name("the id of a tool call"), content(result.at("output")), false);
    }

    /** What is encrypted in it is for its vendor alone. */
    private static Content thought(JsonField item) {
        List<JsonField> content = item.at("content").items();
        String text = (content.isEmpty() ? item.at("summary").items() : content)
                .stream().map(part -> part.at("text").textOr("")).collect(Collectors.joining("\n\n"));
        return new Content.Reasoning(text, null);
    }

    private List<Content> content(JsonField content) {
        if (content.isText()) {
            return content.text().isEmpty() ? List.of() : List.of(new Content.Text(content.text()));
        }
        List<Content> parts = new ArrayList<>();
        content.items().forEach(part -> addPart(parts, part.object()));
        return parts;
    }

    private void addPart(List<Content> parts, JsonField part) {
        switch (part.at("type").text()) {
            case "input_text", "output_text" ->
                parts.add(new Content.Text(part.at("text").text()));
            case "refusal" -> parts.add(new Content.Refusal(part.at("refusal").text()));
            case "input_image" -> parts.add(image(part));
            case "input_file" -> parts.add(file(part));
            case "input_audio" -> parts.add(audio(part.at("input_audio").object()));
            default -> binding.add(part.path());
        }
        if (!part.at("prompt_cache_breakpoint").isAbsent()) {
            parts.add(new Content.CacheMark());
        }
    }

    private static Content image(JsonField image) {
        String detail = image.at("detail").textOr("auto");
        JsonField id = image.at("file_id");
        Source source = id.isAbsent() ? DataUrl.read(image.at("image_url")) : new Source.Stored(id.text());
        return new Content.Image(source, detail.equals("auto") ? null : detail);
    }

    private static Content file(JsonField file) {
        JsonField id = file.at("file_id");
        JsonField url = file.at("file_url");
        Source source = !id.isAbsent()
                ? new Source.Stored(id.text())
                : url.isAbsent() ? DataUrl.read(file.at("file_data")) : new Source.Link(url.text());
        return new Content.File(source, file.at("filename").textOrNull());
    }

    private static Content audio(JsonField audio) {
        return new Content.Audio(audio.at("format").text(), audio.at("data").text());
    }
}
