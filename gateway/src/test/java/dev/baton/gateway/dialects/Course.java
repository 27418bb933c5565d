package dev.baton.gateway.dialects;

import java.util.Locale;

/** How an answer may pass from server-b to server-c: for each, the gateway has a model of every two dialects. */
enum Course {
    /** Server-c goes on from half an answer. */
    USUAL("prefill", "atomic"),
    /** Server-c cannot, and is asked to repeat the end. */
    BY_ANCHOR("none", "atomic"),
    /** Tool calls are handed on while they are made. */
    CALLS_AT_ONCE("prefill", "stream");

    private final String continuation;
    private final String toolCalls;

    Course(String continuation, String toolCalls) {
        this.continuation = continuation;
        this.toolCalls = toolCalls;
    }

    /** The name that clients ask for. */
    String model(Ear first, Ear second) {
        return first.protocol() + "-" + second.protocol() + "-" + name().toLowerCase(Locale.ROOT);
    }

    /** Its line in the configuration. */
    String yaml(Ear first, Ear second) {
        return "    %s: { targets: [%s, { target: %s, continuation: %s }], tool-calls: %s }"
                .formatted(model(first, second), target("b", first), target("c", second), continuation, toolCalls);
    }

    private static String target(String server, Ear ear) {
        return "server-%s-%s/%s".formatted(server, ear.protocol(), ear.model());
    }
}
