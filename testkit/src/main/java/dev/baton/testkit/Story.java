package dev.baton.testkit;

/** Texts that providers tell when a test does not care which. */
public final class Story {

    /** The standard answer, 60 tokens. It is the same at every provider, so that a continuation is checked by equality. */
    public static final String TEXT = "The lighthouse keeper wrote one letter every evening and gave it to the tide. "
            + "Most of them sank, a few came back, and one crossed the whole ocean. "
            + "Years later a boat arrived with a stranger, who carried a box of answers. "
            + "They read until the lamp burned low, laughing, while the sea outside kept turning its quiet blue pages.";

    /** What {@link ContinuationStyle#ANSWER_ANEW} says. */
    public static final String ANOTHER =
            "Certainly! Here is a different story, about a mountain and the goat that wanted to own it.";

    /** The content of a surplus response; wherever it turns up, a caller got an answer that nobody asked for. */
    public static final String SURPLUS = "This answer belongs to nobody.";

    private Story() {}
}
