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

    /** The length of what it says, 0 for what says nothing at length. */
    default int characters() {
        return switch (this) {
            case Text said -> said.text.length();
            case Reasoning thought -> thought.text.length();
            case Refusal refusal -> refusal.text.length();
            case ToolCall call -> call.arguments.length();
            case Signature proof -> proof.text.length();
            case Redacted hidden -> hidden.data.length();
            case Role ignored -> 0;
            case StillThinking ignored -> 0;
            case Block ignored -> 0;
            case Finish ignored -> 0;
            case Usage ignored -> 0;
        };
    }

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

    /** Proof of the thinking so far, of use to the vendor alone whose model thought it. */
    record Signature(int choice, String text) implements Part {
        @Override
        public boolean isUseful() {
            return false;
        }
    }

    /** Thinking that the vendor keeps to itself, to be sent back to it as it is. */
    record Redacted(int choice, String data) implements Part {
        @Override
        public boolean isUseful() {
            return false;
        }
    }

    /** The model says that it is still thinking: no token, and yet progress. */
    record StillThinking(int choice) implements Part {
        @Override
        public boolean isUseful() {
            return false;
        }
    }

    /** A block of content begins, in the dialects that say so; what it holds follows in parts of its kind. */
    record Block(int choice, Kind kind) implements Part {

        /** What a block holds. */
        public enum Kind {
            TEXT,
            REASONING,
            TOOL_CALL,
            /** What has no part of its own, such as a search that the provider made: nobody else could go on from it. */
            OTHER
        }

        @Override
        public boolean isUseful() {
            return kind == Kind.OTHER;
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

    /**
     * A choice is complete.
     *
     * @param stopSequence the text that ended it, null when the target does not say
     */
    record Finish(int choice, FinishReason reason, @Nullable String stopSequence) implements Part {

        public Finish(int choice, FinishReason reason) {
            this(choice, reason, null);
        }

        /** The end of an answer that has only one choice, at one of the texts that end it. */
        public static Finish at(String stopSequence) {
            return new Finish(0, FinishReason.STOP_SEQUENCE, stopSequence);
        }

        @Override
        public boolean isUseful() {
            return true;
        }
    }

    /**
     * What the answer cost, in tokens.
     *
     * @param prompt all of it, with what was read from or written to a cache
     * @param completion all of it, with the thinking
     * @param estimated whether any of the numbers is a guess
     * @param raw the usage object as the provider sent it, with the details that differ from vendor to vendor; null when
     *     the numbers were made here
     */
    record Usage(long prompt, long completion, Details details, boolean estimated, byte @Nullable [] raw)
            implements Part {

        /**
         * What is known besides, each 0 when the target does not say.
         *
         * @param cacheRead of the prompt
         * @param cacheWritten of the prompt
         * @param thinking of the completion
         */
        public record Details(long cacheRead, long cacheWritten, long thinking) {
            public static final Details NONE = new Details(0, 0, 0);
        }

        public Usage(long prompt, long completion, boolean estimated, byte @Nullable [] raw) {
            this(prompt, completion, Details.NONE, estimated, raw);
        }

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
