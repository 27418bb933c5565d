package dev.baton.testkit;

import tools.jackson.databind.node.ObjectNode;

/** How the choices of OpenAI's two kinds of completion are told. */
enum Speech {
    CHAT("chatcmpl-", "chat.completion", "chat.completion.chunk") {
        @Override
        void say(ObjectNode delta, ObjectNode choice) {
            choice.set("delta", delta);
        }

        @Override
        void sayAll(ObjectNode message, ObjectNode choice) {
            choice.set("message", message);
        }
    },
    TEXT("cmpl-", "text_completion", "text_completion") {
        @Override
        void say(ObjectNode delta, ObjectNode choice) {
            choice.put("text", delta.path("content").asString(""));
        }

        @Override
        void sayAll(ObjectNode message, ObjectNode choice) {
            say(message, choice);
        }
    };

    private final String idPrefix;
    private final String whole;
    private final String chunk;

    Speech(String idPrefix, String whole, String chunk) {
        this.idPrefix = idPrefix;
        this.whole = whole;
        this.chunk = chunk;
    }

    String idPrefix() {
        return idPrefix;
    }

    /** What a whole answer calls itself. */
    String whole() {
        return whole;
    }

    /** What a chunk calls itself. */
    String chunk() {
        return chunk;
    }

    boolean hasRoles() {
        return this == CHAT;
    }

    abstract void say(ObjectNode delta, ObjectNode choice);

    abstract void sayAll(ObjectNode message, ObjectNode choice);
}
