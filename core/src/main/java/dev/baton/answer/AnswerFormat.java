package dev.baton.answer;

import java.util.Optional;

/** What the text of a whole answer has to be, where a client asked for more than words. Safe for use by many threads. */
@FunctionalInterface
public interface AnswerFormat {

    /** Any text will do. */
    AnswerFormat ANY = text -> Optional.empty();

    /**
     * What is wrong with a whole text.
     *
     * @return in words that say nothing of the text; empty where it is as it has to be
     */
    Optional<String> faultOf(String text);
}
