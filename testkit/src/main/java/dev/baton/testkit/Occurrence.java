package dev.baton.testkit;

/** Which requests a script's faults strike, counted from 1 since the script was set. */
record Occurrence(int first, int every) {

    static final Occurrence ALWAYS = new Occurrence(Integer.MAX_VALUE, 1);

    Occurrence {
        Check.that(first >= 1, "first", first, "at least 1");
        Check.that(every >= 1, "every", every, "at least 1");
    }

    boolean includes(int request) {
        return request <= first && request % every == 0;
    }
}
