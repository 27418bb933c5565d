package dev.baton.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider's way to continue.
 *
 * @param flag without this field in the request the trailing message is ignored; null when none is needed
 * @param tail characters repeated by {@link ContinuationStyle#REPEAT_TAIL}
 * @param anchor what it does when it is asked to repeat the end of its message and to go on
 */
record Continuing(ContinuationStyle style, @Nullable ContinuationFlag flag, int tail, AnchorStyle anchor) {

    static final Continuing STANDARD = new Continuing(ContinuationStyle.CONTINUE, null, 12, AnchorStyle.OBEY);

    Continuing {
        // A shorter repetition cannot be told from a text that happens to begin so.
        Check.that(tail >= 8, "repeat-tail", tail, "at least 8 characters");
    }

    Continuing with(AnchorStyle changed) {
        return new Continuing(style, flag, tail, changed);
    }

    /** @param own what the provider has to say */
    boolean refuses(List<String> own, ChatRequest request) {
        return style == ContinuationStyle.REFUSE && isAskedFor(prefix(own, request), request);
    }

    boolean refusesAnchor(ChatRequest request) {
        return anchor == AnchorStyle.REFUSE && request.anchored().isAskedFor();
    }

    List<String> tokens(List<String> own, ChatRequest request) {
        Anchored anchored = request.anchored();
        if (anchored.isAskedFor()) {
            return anchored.answer(anchor, rest(own, anchored.said()));
        }
        String prefix = prefix(own, request);
        if (!isAskedFor(prefix, request)) {
            return own;
        }
        return switch (style) {
            case CONTINUE -> rest(own, prefix);
            case ECHO -> Tokens.joined(Tokens.split(prefix), rest(own, prefix));
            case REPEAT_TAIL ->
                Tokens.joined(Tokens.split(prefix.substring(Math.max(0, prefix.length() - tail))), rest(own, prefix));
            case ANSWER_ANEW -> Tokens.split(Story.ANOTHER);
            case IGNORE, REFUSE -> own;
        };
    }

    private static String prefix(List<String> own, ChatRequest request) {
        return request.prefix(String.join("", own));
    }

    private boolean isAskedFor(String prefix, ChatRequest request) {
        return !prefix.isEmpty() && (flag == null || request.has(flag));
    }

    private static List<String> rest(List<String> own, String prefix) {
        String text = String.join("", own);
        if (text.startsWith(prefix)) {
            return Tokens.after(own, prefix.length());
        }
        String trimmed = prefix.stripTrailing();
        return text.startsWith(trimmed) ? Tokens.after(own, trimmed.length()) : own;
    }
}
