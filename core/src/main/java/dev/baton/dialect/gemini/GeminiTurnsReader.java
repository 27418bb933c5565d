package dev.baton.dialect.gemini;

import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.JsonField;
import dev.baton.prompt.Content;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the system instruction and the contents of a request. Proofs of thoughts stay with their vendor. */
final class GeminiTurnsReader {

    /** Fields of a part that say something about it and nothing by themselves. */
    private static final Set<String> ASIDE = Set.of("thought", "thoughtSignature", "videoMetadata", "partMetadata");

    /** What is stored with Google, and can be fetched by nobody else. */
    private static final Pattern STORED =
            Pattern.compile("gs://.*|files/.*|https://generativelanguage\\.googleapis\\.com/.*");

    private final List<String> binding;
    private final List<String> hints;
    private final OpenCalls calls = new OpenCalls();

    /**
     * Makes a reader.
     *
     * @param binding takes the names of what no other dialect has and needs
     * @param hints takes the names of what no other dialect has and can do without
     */
    GeminiTurnsReader(List<String> binding, List<String> hints) {
        this.binding = binding;
        this.hints = hints;
    }

    List<Turn> read(JsonField system, JsonField contents) {
        List<Turn> turns = new ArrayList<>();
        if (!system.isAbsent()) {
            turns.add(new Turn(Turn.Role.SYSTEM, instruction(system)));
        }
        for (JsonField content : Spelling.items(contents)) {
            JsonField role = content.object().at("role");
            turns.add(new Turn(
                    switch (role.textOr("user")) {
                        case "", "user", "function" -> Turn.Role.USER;
                        case "model" -> Turn.Role.ASSISTANT;
                        case "system" -> Turn.Role.SYSTEM;
                        default -> throw role.unknown("user or model");
                    },
                    parts(content.at("parts"))));
        }
        return turns;
    }

    /** SDKs send a plain text as well. */
    private List<Content> instruction(JsonField system) {
        return system.isText()
                ? List.of(new Content.Text(system.text()))
                : parts(system.object().at("parts"));
    }

    private List<Content> parts(JsonField parts) {
        List<Content> read = new ArrayList<>();
        for (JsonField part : Spelling.items(parts)) {
            boolean thought = part.object().at("thought").flag();
            part.eachField((name, field) -> add(Spelling.camel(name), field, thought, read));
        }
        return read;
    }

    private void add(String name, JsonField field, boolean thought, List<Content> read) {
        switch (name) {
            case "text" -> addText(field.text(), thought, read);
            case "inlineData" -> inline(field.object(), read);
            case "fileData" -> linked(field.object(), read);
            case "functionCall" -> read.add(call(field.object()));
            case "functionResponse" -> read.add(result(field.object()));
            case "mediaResolution" -> hints.add("contents[].parts[].mediaResolution");
            default -> {
                if (!ASIDE.contains(name)) {
                    binding.add(field.path());
                }
            }
        }
    }

    private static void addText(String text, boolean thought, List<Content> read) {
        if (!text.isEmpty()) {
            read.add(thought ? new Content.Reasoning(text, null) : new Content.Text(text));
        }
    }

    private void inline(JsonField data, List<Content> read) {
        String type = Spelling.at(data, "mimeType").text();
        String base64 = data.at("data").text();
        String name = Spelling.at(data, "displayName").textOrNull();
        if (type.startsWith("audio/")) {
            read.add(new Content.Audio(MediaTypes.soundOf(type), base64));
        } else {
            addSourced(type, new Source.Inline(type, base64), name, data, read);
        }
    }

    private void linked(JsonField data, List<Content> read) {
        JsonField uri = Spelling.at(data, "fileUri");
        String url = uri.text();
        String type = Spelling.at(data, "mimeType").textOr(MediaTypes.at(url, ""));
        Source source = STORED.matcher(url).matches() ? new Source.Stored(url) : new Source.Link(url);
        addSourced(type, source, Spelling.at(data, "displayName").textOrNull(), data, read);
    }

    private void addSourced(String type, Source source, @Nullable String name, JsonField data, List<Content> read) {
        if (type.startsWith("image/")) {
            read.add(new Content.Image(source, null));
        } else if (type.startsWith("text/") || type.startsWith("application/")) {
            read.add(new Content.File(source, name));
        } else {
            // A film, a sound at an address, or a page that only Google can watch.
            binding.add(data.path());
        }
    }

    private Content call(JsonField call) {
        JsonField arguments = call.at("args");
        String name = call.at("name").name("the name of a function");
        return new Content.ToolCall(
                calls.made(call.at("id").textOrNull(), name),
                name,
                arguments.isAbsent()
                        ? "{}"
                        : Json.TREES.writeValueAsString(arguments.object().value()));
    }

    /** What a function gave: an object, of which {@code output} and {@code error} mean the result and what went wrong. */
    private Content result(JsonField result) {
        String id =
                calls.answered(result.at("id").textOrNull(), result.at("name").name("the name of a function"));
        JsonField response = result.at("response");
        boolean failed = isOnly(response, "error");
        List<Content> content = new ArrayList<>();
        String text = text(response);
        if (!text.isEmpty()) {
            content.add(new Content.Text(text));
        }
        content.addAll(parts(result.at("parts")));
        return new Content.ToolResult(id, content, failed);
    }

    private static String text(JsonField response) {
        if (response.isAbsent()) {
            return "";
        }
        for (String name : new String[] {"output", "result", "error"}) {
            if (isOnly(response, name) && response.at(name).isText()) {
                return response.at(name).text();
            }
        }
        return Json.TREES.writeValueAsString(response.object().value());
    }

    private static boolean isOnly(JsonField response, String name) {
        return response.isObject()
                && response.value().size() == 1
                && response.value().has(name);
    }
}
