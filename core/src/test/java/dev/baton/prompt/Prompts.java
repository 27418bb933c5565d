package dev.baton.prompt;

import java.util.List;

/** Requests for tests. */
public final class Prompts {

    private Prompts() {}

    /** A conversation, of which nothing is wanted but that it goes on. */
    public static Prompt talk(Turn... turns) {
        return new Prompt(
                List.of(turns),
                Tools.NONE,
                Limits.NONE,
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                null,
                null,
                false,
                Particulars.NONE);
    }
}
