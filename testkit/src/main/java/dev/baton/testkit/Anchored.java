package dev.baton.testkit;

import java.util.List;

/**
 * A request to repeat the end of a message and to go on.
 *
 * @param said the message that is to be gone on from
 * @param end what is to be repeated of it; empty when a request asks for nothing of the kind
 */
record Anchored(String said, String end) {

    /** Behind it stands what is to be repeated, which may have such lines itself. */
    private static final String EMPTY_LINE = "\n\n";

    static final Anchored NOT = new Anchored("", "");

    /** What the last two messages, an assistant's and a user's, ask for. */
    static Anchored of(String assistant, String user) {
        int line = user.indexOf(EMPTY_LINE);
        while (line >= 0 && !assistant.endsWith(user.substring(line + EMPTY_LINE.length()))) {
            line = user.indexOf(EMPTY_LINE, line + 1);
        }
        return line < 0 ? NOT : new Anchored(assistant, user.substring(line + EMPTY_LINE.length()));
    }

    boolean isAskedFor() {
        return !end.isEmpty();
    }

    /** The answer of a provider whose own text goes on with these tokens behind the message. */
    List<String> answer(AnchorStyle style, List<String> rest) {
        String own = String.join("", rest);
        return switch (style) {
            case GO_ON -> rest;
            case ANSWER_ANEW -> Tokens.split(Story.ANOTHER);
            case OBEY, REFUSE -> Tokens.joined(Tokens.split(end), rest);
            case ECHO -> Tokens.joined(Tokens.split(said), rest);
            case INTRODUCE -> Tokens.joined(Tokens.split("Sure, here is the rest:\n\n" + end), rest);
            case RESPACE -> Tokens.joined(Tokens.split(end.replaceAll("\\s+", "\n  ")), rest);
            case QUOTE -> Tokens.split('"' + end + own + '"');
            case FENCE -> Tokens.split("```\n" + end + own + "\n```");
        };
    }
}
