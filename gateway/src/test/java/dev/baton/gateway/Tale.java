package dev.baton.gateway;

import dev.baton.testkit.Story;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The story that the servers of a test tell, as the tokens that they tell it in. */
public final class Tale {

    public static final List<String> TOKENS = Pattern.compile("\\s*\\S+")
            .matcher(Story.TEXT)
            .results()
            .map(MatchResult::group)
            .toList();

    private Tale() {}

    /** The text of the first so many tokens. */
    public static String first(int tokens) {
        return String.join("", TOKENS.subList(0, tokens));
    }
}
