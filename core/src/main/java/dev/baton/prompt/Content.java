package dev.baton.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a turn. */
public sealed interface Content {

    /** What is said in it; empty where it is nothing that is said. */
    default String words() {
        return switch (this) {
            case Text said -> said.text();
            case Refusal said -> said.text();
            case Image ignored -> "";
            case File ignored -> "";
            case Audio ignored -> "";
            case Reasoning ignored -> "";
            case ToolCall ignored -> "";
            case ToolResult ignored -> "";
            case CacheMark ignored -> "";
        };
    }

    /** Whether another model can be told of it at all: a blank text says nothing, and what one thought is for its own vendor. */
    default boolean isSayable() {
        return switch (this) {
            case Text said -> !said.text().isBlank();
            case Refusal said -> !said.text().isBlank();
            case Reasoning ignored -> false;
            case Image ignored -> true;
            case File ignored -> true;
            case Audio ignored -> true;
            case ToolCall ignored -> true;
            case ToolResult ignored -> true;
            case CacheMark ignored -> true;
        };
    }

    /** Whether it says nothing to anybody, but marks it at the most. */
    static boolean isOnlyMarks(List<Content> content) {
        return content.stream().allMatch(CacheMark.class::isInstance);
    }

    record Text(String text) implements Content {}

    /**
     * Something to look at.
     *
     * @param detail how closely to look, in the client's words; null when it does not say
     */
    record Image(Source source, @Nullable String detail) implements Content {}

    /**
     * Something to read.
     *
     * @param name of the file, null without one
     */
    record File(Source source, @Nullable String name) implements Content {}

    /**
     * Spoken input.
     *
     * @param format such as {@code wav}
     * @param data Base64
     */
    record Audio(String format, String data) implements Content {}

    /**
     * The model wants a tool to be called.
     *
     * @param arguments JSON text of an object, as the model wrote it
     */
    record ToolCall(String id, String name, String arguments) implements Content {}

    /**
     * What a tool gave.
     *
     * @param callId the call that this answers
     * @param failed whether it is an error message
     */
    record ToolResult(String callId, List<Content> content, boolean failed) implements Content {
        public ToolResult {
            content = List.copyOf(content);
        }
    }

    /**
     * What the model thought.
     *
     * @param text empty where the vendor keeps it to itself
     * @param signature the vendor's proof that its model thought this, of use to that vendor alone; null without one
     */
    record Reasoning(String text, @Nullable String signature) implements Content {}

    /** The model declined, in these words. */
    record Refusal(String text) implements Content {}

    /** Everything up to here will be asked again, so keeping it pays. */
    record CacheMark() implements Content {}
}
