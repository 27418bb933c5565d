package dev.baton.clients;

import java.util.Locale;
import java.util.stream.Stream;

/** What a provider speaks, as the configuration names it. */
enum Protocol {
    OPENAI,
    RESPONSES,
    ANTHROPIC,
    GEMINI;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The model whose one target is server-b, speaking this, and whose answers are not gone on with. */
    String alone() {
        return id() + "-alone";
    }

    static Stream<Protocol> all() {
        return Stream.of(values());
    }
}
