package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What a client makes of an answer, whatever dialect it reads.
 *
 * @param model who has answered, as the client is told
 * @param complete whether the dialect's marker of a complete answer was there
 * @param finish in the words of {@code FinishReason}
 * @param error what the client is told of a failure, empty without one
 */
record Heard(
        int status,
        String model,
        String text,
        String reasoning,
        List<Call> calls,
        String finish,
        long promptTokens,
        long completionTokens,
        boolean complete,
        String error) {

    /** A tool call with its arguments as JSON, whatever their spelling; as text where they broke off. */
    record Call(String name, JsonNode arguments) {}

    /** Collects what an answer says. */
    static final class Builder {
        int status;
        final StringBuilder text = new StringBuilder();
        final StringBuilder reasoning = new StringBuilder();
        final List<StringBuilder> arguments = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        String finish = "";
        long promptTokens;
        long completionTokens;
        boolean complete;
        String error = "";
        private String id = "";
        private String model = "";

        /** What an event says of the whole answer: something, and the same as those before. */
        void named(String id, String model) {
            this.id = same(this.id, id);
            this.model = same(this.model, model);
        }

        private static String same(String before, String now) {
            assertThat(now).as("id or model").isNotEmpty().isEqualTo(before.isEmpty() ? now : before);
            return now;
        }

        void call(String name) {
            names.add(name);
            arguments.add(new StringBuilder());
        }

        Heard built() {
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                calls.add(new Call(names.get(i), json(arguments.get(i).toString())));
            }
            return new Heard(
                    status,
                    model,
                    text.toString(),
                    reasoning.toString(),
                    calls,
                    finish,
                    promptTokens,
                    completionTokens,
                    complete,
                    error);
        }

        private static JsonNode json(String arguments) {
            try {
                return Told.JSON.readTree(arguments);
            } catch (JacksonException brokenOff) {
                return StringNode.valueOf(arguments);
            }
        }
    }
}
