package dev.baton.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Texts in pieces. */
final class Tokens {

    private static final Pattern WORD_WITH_LEADING_BLANKS = Pattern.compile("\\s*\\S+|\\s+");

    private Tokens() {}

    /** Words, each with the white space before it, as tokenisers like to cut; joined they are the text. */
    static List<String> split(String text) {
        return WORD_WITH_LEADING_BLANKS
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** What is left after the first {@code characters}, whole tokens kept whole. */
    static List<String> after(List<String> tokens, int characters) {
        List<String> rest = new ArrayList<>();
        int skip = characters;
        for (String token : tokens) {
            if (skip < token.length()) {
                rest.add(token.substring(skip));
            }
            skip = Math.max(0, skip - token.length());
        }
        return rest;
    }
}
