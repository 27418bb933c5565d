package dev.baton.clients;

import dev.baton.testkit.Script;

/** What servers say, where tests of all frameworks want the same. */
final class Scripts {

    /** Some words, and a call of {@code weather} for Rome in six tokens. */
    static final Script CALL = Script.text("Let me look.").toolCall("call_1", "weather", "{\"city\":", "\"Ro", "me\"}");

    /** The answer that follows upon the tool's. */
    static final String SUNNY = "It is sunny in Rome today, with a light wind from the sea and no cloud anywhere.";

    /** An answer of a schema. */
    static final String REPORT = "{\"city\":\"Rome\",\"degrees\":24}";

    private Scripts() {}
}
