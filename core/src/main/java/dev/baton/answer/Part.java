package dev.baton.answer;

import org.jspecify.annotations.Nullable;

/**
 * What an event says, in the one vocabulary of all dialects. Choices are numbered from 0.
 */
public sealed interface Part {

    /** The choice that this belongs to; 0 for what belongs to all of the answer. */
    int choice();

    /** Whether a client may show this or act on it. */
    boolean isUseful();

    /** A choice begins; it speaks as the assistant. */
    record Role(int choice) implements Part {
        @Override
        public boolean isUseful() {
            return false;
        }
    }

    /** More of the text of a choice, never empty and never ending inside a surrogate pair. */
    record Text(int choice, String text) implements Part {
        @Override
        public boolean isUseful() {
            return true;
        }
    }

    /** More of the model's thinking, never empty. */
    record Reasoning(int choice, String text) implements Part {
        @Override
        public boolean isUseful() {
            return true;
        }
    }

    /** More of a refusal, which a client shows in place of the text; never empty. */
    record Refusal(int choice, String text) implements Part {
        @Override
        public boolean isUseful() {
            return true;
        }
    }

    /**
     * A piece of a tool call.
     *
     * @param index of the call within the choice
     * @param id only in the first piece
     * @param name only in the first piece
     * @param arguments a piece of the JSON text of the arguments, may be empty
     */
    record ToolCall(
            int choice,
            int index,
            @Nullable String id,
            @Nullable String name,
            String arguments) implements Part {
        @Override
        public boolean isUseful() {
            return true;
        }
    }

    /** A choice is complete. */
    record Finish(int choice, FinishReason reason) implements Part {
        @Override
        public boolean isUseful() {
            return true;
        }
    }

    /**
     * What the answer cost, in tokens.
     *
     * @param estimated whether any of the numbers is a guess
     * @param raw the usage object as the provider sent it, with the details that differ from vendor to vendor; null when
     *     the numbers were made here
     */
    record Usage(long prompt, long completion, boolean estimated, byte @Nullable [] raw) implements Part {

        /** Tokens of a text of so many characters, for want of the provider's own count: one for every four, at least 1. */
        public static long estimate(long characters) {
            return characters == 0 ? 0 : Math.max(1, characters / 4);
        }

        @Override
        public int choice() {
            return 0;
        }

        @Override
        public boolean isUseful() {
            return false;
        }
    }
}
