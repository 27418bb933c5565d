package dev.baton.gateway.dialects;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a client makes of an answer, whatever dialect it reads.
 *
 * @param complete whether the dialect's marker of a complete answer was there
 * @param finish in the words of {@code FinishReason}
 * @param error what the client is told of a failure, empty without one
 */
record Heard(
        int status,
        String text,
        String reasoning,
        List<Call> calls,
        String finish,
        long promptTokens,
        long completionTokens,
        boolean complete,
        String error) {

    /** A tool call with its arguments as JSON, whatever their spelling. */
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

        void call(String name) {
            names.add(name);
            arguments.add(new StringBuilder());
        }

        Heard built() {
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                calls.add(new Call(
                        names.get(i), Told.JSON.readTree(arguments.get(i).toString())));
            }
            return new Heard(
                    status,
                    text.toString(),
                    reasoning.toString(),
                    calls,
                    finish,
                    promptTokens,
                    completionTokens,
                    complete,
                    error);
        }
    }
}
