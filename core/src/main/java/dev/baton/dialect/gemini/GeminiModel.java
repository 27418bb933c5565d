package dev.baton.dialect.gemini;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a model of this protocol by its name. Others than Gemini are served, too: of a name that is not Gemini's
 * nothing is known, and nothing is held back.
 *
 * @param version such as 205 for 2.5; a Gemini without a number is the newest
 */
record GeminiModel(boolean isGemini, int version, String kind) {

    private static final Pattern NAME =
            Pattern.compile("gemini-(?<major>\\d)(?:\\.(?<minor>\\d))?(?!\\d)-?(?<kind>.*)");

    private static final int V2_5 = 205;
    private static final int V3 = 300;
    private static final int NEWEST = 9_900;

    static GeminiModel of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        String bare = name.substring(name.lastIndexOf('/') + 1);
        Matcher matcher = NAME.matcher(bare);
        if (!matcher.matches()) {
            boolean isGemini = bare.startsWith("gemini-");
            return new GeminiModel(isGemini, isGemini ? NEWEST : 0, bare);
        }
        int minor = matcher.group("minor") == null ? 0 : Integer.parseInt(matcher.group("minor"));
        return new GeminiModel(true, Integer.parseInt(matcher.group("major")) * 100 + minor, matcher.group("kind"));
    }

    /** Whether it thinks at all. */
    boolean thinks() {
        return !isGemini || version >= V2_5;
    }

    /** Whether it is told how much to think in a word; else in tokens. */
    boolean thinksByLevel() {
        return isGemini && version >= V3;
    }

    /** Whether no thinking at all can be had of it: not of Pro, and not of 3 and later. */
    boolean canStopThinking() {
        return !isGemini || !(thinksByLevel() || isPro());
    }

    boolean isPro() {
        return kind.contains("pro");
    }

    /** Whether it answers with 400 to a call in the history without a proof that it made it. */
    boolean wantsSignedCalls() {
        return isGemini && version >= V3;
    }

    /** Whether it can be given tools and a format for its text at once. */
    boolean formatsBesideTools() {
        return !isGemini || version >= V3;
    }
}
