package dev.baton.gateway;

import dev.baton.testkit.ContinuationStyle;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;

/** What server C does when it is asked to go on, and what the client gets then. */
public enum Successor {
    GOES_ON(Script.standard().continuation(ContinuationStyle.CONTINUE), 1),
    ANSWERS_THE_SAME_ANEW(Script.standard().continuation(ContinuationStyle.IGNORE), 2),
    ECHOES(Script.standard().continuation(ContinuationStyle.ECHO), 2),
    REPEATS_THE_TAIL(Script.standard().repeatTail(12), 2),
    DEPARTS(Script.text(Successor.DEPARTURE).continuation(ContinuationStyle.IGNORE), Integer.MAX_VALUE),
    REFUSES(Script.standard().continuation(ContinuationStyle.REFUSE), Integer.MAX_VALUE),
    IS_DOWN(Script.status(503), Integer.MAX_VALUE);

    /** Begins as the story does, for longer than an accident would. */
    static final String DEPARTURE =
            "The lighthouse keeper wrote nothing. He could not write, and the tide could not read.";

    private final Script script;

    /** Of one short word nobody can tell whether it was repeated or simply comes again. */
    private final int tokensNeeded;

    Successor(Script script, int tokensNeeded) {
        this.script = script;
        this.tokensNeeded = tokensNeeded;
    }

    public Script script() {
        return script;
    }

    /** Whether it can complete an answer that broke after so many tokens. */
    public boolean completes(int tokens) {
        return tokens == 0 ? this != IS_DOWN : tokens >= tokensNeeded;
    }

    /** All of the answer, when it broke after so many tokens and this server completes it. */
    public String wholeText(int tokens) {
        return tokens == 0 && this == DEPARTS ? DEPARTURE : Story.TEXT;
    }

    @Override
    public String toString() {
        return "C " + name().toLowerCase().replace('_', ' ');
    }
}
