package dev.baton.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says in one call when nothing goes wrong, and what of it the client lacks.
 *
 * @param reasoning before the text, may be empty
 * @param text all that it says
 * @param repeated how much of the beginning of the text the client has
 * @param joins whether the text fits behind what the client has; where it does not, nothing of it may reach the client
 * @param second the text of a second choice, null where there is one choice only
 * @param refusal in place of a text, may be empty
 * @param arguments of a tool call behind the text, null without one
 */
record Script(
        String reasoning,
        String text,
        int repeated,
        boolean joins,
        @Nullable String second,
        String refusal,
        @Nullable String arguments) {

    static final String TOOL = "look_up";

    static Script saying(String text) {
        return new Script("", text, 0, true, null, "", null);
    }

    static Script repeating(int repeated, String text) {
        return new Script("", text, repeated, true, null, "", null);
    }

    /** A text that can be told from one that goes on. */
    static Script misfit(String text) {
        return new Script("", text, 0, false, null, "", null);
    }

    Script withReasoning(String thoughts) {
        return new Script(thoughts, text, repeated, joins, second, refusal, arguments);
    }

    Script withSecond(String other) {
        return new Script(reasoning, text, repeated, joins, other, refusal, arguments);
    }

    Script withTool(String json) {
        return new Script(reasoning, text, repeated, joins, second, refusal, json);
    }

    static Script refusing(String words) {
        return new Script("", "", 0, true, null, words, null);
    }

    String finish() {
        return arguments == null ? "stop" : "tool_calls";
    }

    /**
     * What the client lacks of the text.
     *
     * @param delivered what the client had when the call began
     * @param replayed whether the whole answer was asked for again, to be compared
     * @param said how many characters of the text have been said
     */
    String fresh(String delivered, boolean replayed, int said) {
        if (!joins || said <= repeated) {
            return "";
        }
        String rest = text.substring(repeated, said);
        String blanks =
                replayed ? "" : delivered.substring(delivered.stripTrailing().length());
        int common = 0;
        while (common < Math.min(rest.length(), blanks.length()) && rest.charAt(common) == blanks.charAt(common)) {
            common++;
        }
        return rest.substring(common);
    }
}
