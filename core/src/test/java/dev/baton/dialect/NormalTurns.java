package dev.baton.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.baton.dialect.json.Json;
import dev.baton.prompt.Content;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Conversations in which it does not matter what is told beside, before or behind what: those of one form say the same. */
final class NormalTurns {

    private final Map<String, String> ids = new HashMap<>();

    /** Standing orders are in force wherever they stand, and who says something twice says it at once. */
    List<Turn> of(List<Turn> turns) {
        List<Turn> said = Stream.concat(
                        turns.stream().filter(turn -> turn.role() == Turn.Role.SYSTEM),
                        turns.stream().filter(turn -> turn.role() != Turn.Role.SYSTEM))
                .map(turn -> new Turn(
                        turn.role(),
                        turn.content().stream().filter(NormalTurns::says).toList()))
                .filter(turn -> !turn.content().isEmpty())
                .toList();
        List<Turn> normal = new ArrayList<>(Turn.merged(said));
        normal.replaceAll(turn -> new Turn(turn.role(), content(turn)));
        if (!normal.isEmpty()) {
            normal.add(trimmed(normal.removeLast()));
        }
        return normal;
    }

    /** A text that is empty says nothing, and what a model thought is for nobody else. */
    private static boolean says(Content part) {
        return !(part instanceof Content.Reasoning)
                && !(part instanceof Content.Text said && said.text().isEmpty());
    }

    private List<Content> content(Turn turn) {
        return switch (turn.role()) {
            case SYSTEM -> spoken(turn.content(), "\n\n");
            case USER -> shown(turn.content());
            case ASSISTANT -> spoken(turn.content(), "");
        };
    }

    /** Results come first, and what tools showed follows them as if the user had shown it. */
    private List<Content> shown(List<Content> said) {
        List<Content.ToolResult> results = said.stream()
                .filter(Content.ToolResult.class::isInstance)
                .map(Content.ToolResult.class::cast)
                .toList();
        return Stream.of(
                        results.stream().map(this::words),
                        results.stream()
                                .flatMap(result ->
                                        result.content().stream().filter(part -> !(part instanceof Content.Text))),
                        said.stream().filter(part -> !(part instanceof Content.ToolResult)))
                .flatMap(parts -> parts)
                .map(NormalTurns::file)
                .toList();
    }

    /** Pieces of a result are lines of it. */
    private Content words(Content.ToolResult result) {
        String text = result.content().stream()
                .filter(NormalTurns::says)
                .map(Content::words)
                .filter(words -> !words.isEmpty())
                .collect(joining("\n"));
        List<Content> told = text.isEmpty() ? List.of() : List.of(new Content.Text(json(text)));
        return new Content.ToolResult(id(result.callId()), told, result.failed());
    }

    /** A plain text may be read to the model as well, under its name; a nameless file is called one where it needs a name. */
    private static Content file(Content part) {
        if (!(part instanceof Content.File(Source source, String given))) {
            return part;
        }
        String name = "file".equals(given) ? null : given;
        return source instanceof Source.Inline(String type, String data) && type.equals("text/plain")
                ? new Content.Text((name == null ? "" : name + "\n\n")
                        + new String(Base64.getDecoder().decode(data), UTF_8))
                : new Content.File(source, name);
    }

    /**
     * What is said in pieces is said, be it to decline; words come before calls.
     *
     * @param between pieces
     */
    private List<Content> spoken(List<Content> content, String between) {
        String words = content.stream()
                .map(Content::words)
                .filter(text -> !text.isEmpty())
                .collect(joining(between));
        return Stream.of(
                        Stream.of(new Content.Text(words)).filter(NormalTurns::says),
                        content.stream()
                                .filter(part -> part.words().isEmpty() && !(part instanceof Content.ToolCall))
                                .map(NormalTurns::file),
                        content.stream()
                                .filter(Content.ToolCall.class::isInstance)
                                .map(this::call))
                .<Content>flatMap(parts -> parts)
                .toList();
    }

    private Content call(Content part) {
        Content.ToolCall call = (Content.ToolCall) part;
        return new Content.ToolCall(
                id(call.id()), call.name(), json(call.arguments().isBlank() ? "{}" : call.arguments()));
    }

    /** What a provider would not take as an id is another one, for a call and its result alike. */
    private String id(String given) {
        return ids.computeIfAbsent(given, first -> "call " + ids.size());
    }

    /** Blank space in an object says nothing. */
    private static String json(String text) {
        try {
            JsonNode read = Json.TREES.readTree(text);
            return read.isObject() ? Json.TREES.writeValueAsString(read) : text;
        } catch (JacksonException prose) {
            return text;
        }
    }

    /** White space at the end of an answer that is begun belongs to what follows. */
    private static Turn trimmed(Turn last) {
        return last.role() == Turn.Role.ASSISTANT && last.content().getLast() instanceof Content.Text(String text)
                ? new Turn(last.role(), List.of(new Content.Text(text.stripTrailing())))
                : last;
    }
}
