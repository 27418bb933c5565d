package dev.baton.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's way to continue.
 *
 * @param flag without this field in the request the trailing message is ignored; null when none is needed
 * @param tail characters repeated by {@link ContinuationStyle#REPEAT_TAIL}
 */
record Continuing(ContinuationStyle style, @Nullable ContinuationFlag flag, int tail) {

    static final Continuing STANDARD = new Continuing(ContinuationStyle.CONTINUE, null, 12);

    Continuing {
        // A shorter repetition cannot be told from a text that happens to begin so.
        Check.that(tail >= 8, "repeat-tail", tail, "at least 8 characters");
    }

    boolean refuses(ChatRequest request) {
        return style == ContinuationStyle.REFUSE && isAskedFor(request);
    }

    List<String> tokens(List<String> own, ChatRequest request) {
        if (!isAskedFor(request)) {
            return own;
        }
        String prefix = request.prefix();
        return switch (style) {
            case CONTINUE -> rest(own, prefix);
            case ECHO -> joined(Tokens.split(prefix), rest(own, prefix));
            case REPEAT_TAIL ->
                joined(Tokens.split(prefix.substring(Math.max(0, prefix.length() - tail))), rest(own, prefix));
            case ANSWER_ANEW -> Tokens.split(Story.ANOTHER);
            case IGNORE, REFUSE -> own;
        };
    }

    private boolean isAskedFor(ChatRequest request) {
        return !request.prefix().isEmpty() && (flag == null || request.has(flag));
    }

    private static List<String> rest(List<String> own, String prefix) {
        String text = String.join("", own);
        if (text.startsWith(prefix)) {
            return Tokens.after(own, prefix.length());
        }
        String trimmed = prefix.stripTrailing();
        return text.startsWith(trimmed) ? Tokens.after(own, trimmed.length()) : own;
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
