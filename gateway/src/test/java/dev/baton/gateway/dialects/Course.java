package dev.baton.gateway.dialects;

import java.util.Locale;

/** How an answer may pass from server-b to server-c: for each, the gateway has a model of every two dialects. */
enum Course {
    /** Server-c goes on from half an answer. */
    USUAL("prefill"),
    /** Server-c cannot, and is asked to repeat the end. */
    BY_ANCHOR("none");

    private final String continuation;

    Course(String continuation) {
        this.continuation = continuation;
    }

    /** The name that clients ask for. */
    String model(Ear first, Ear second) {
        return first.protocol() + "-" + second.protocol() + "-" + name().toLowerCase(Locale.ROOT);
    }

    /** Its line in the configuration. */
    String yaml(Ear first, Ear second) {
        return "    %s: { targets: [%s, { target: %s, continuation: %s }] }"
                .formatted(model(first, second), target("b", first), target("c", second), continuation);
    }

    private static String target(String server, Ear ear) {
        return "server-%s-%s/%s".formatted(server, ear.protocol(), ear.model());
    }
}
