package dev.baton.gateway.faults;

/** What a client gets when a fault strikes, in the words of the document. */
sealed interface Outcome {

    String words();

    /** Outcomes that the matrix plays out by itself, cell by cell. */
    enum Played implements Outcome {
        /** Server C's whole answer, and no trace of server B; when C is down too, an HTTP error that names both. */
        FAILS_OVER("C answers"),
        /** What B said and what C said, joined into one answer; when C cannot go on, an error event that names both. */
        GOES_ON("C goes on"),
        /** Server B's whole answer; nobody else is asked. */
        UNHARMED("B's answer, whole"),
        /** B's refusal, in B's words; nobody else is asked. */
        TOLD("the client is told, in B's words");

        private final String words;

        Played(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    /** An outcome that other tests show. */
    record Elsewhere(String words) implements Outcome {}
}
