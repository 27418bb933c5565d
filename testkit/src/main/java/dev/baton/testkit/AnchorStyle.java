package dev.baton.testkit;

/**
 * What a provider does with a message that asks it to repeat the end of its last one and to go on: the user's message behind an
 * assistant's, whose last paragraphs are that end.
 */
public enum AnchorStyle {
    /** Repeats what it was asked to, then goes on in its own text. */
    OBEY,
    /** Repeats all of its message, then goes on. */
    ECHO,
    /** A line of introduction, then as it was asked. */
    INTRODUCE,
    /** Repeats with other white space between the words, then goes on. */
    RESPACE,
    /** As it was asked, between quotation marks. */
    QUOTE,
    /** As it was asked, within a code fence. */
    FENCE,
    /** Goes on without repeating anything. */
    GO_ON,
    /** Begins another text. */
    ANSWER_ANEW,
    /** Status 400. */
    REFUSE
}
