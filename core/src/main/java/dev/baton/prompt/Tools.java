package dev.baton.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the model may call.
 *
 * @param choice whether it must; null when the client does not say
 * @param parallel whether it may make several calls in one answer
 */
public record Tools(List<Tool> declared, @Nullable Choice choice, boolean parallel) {

    public static final Tools NONE = new Tools(List.of(), null, true);

    public Tools {
        declared = List.copyOf(declared);
    }

    /**
     * A tool of the client's.
     *
     * @param description empty without one
     * @param parameters JSON schema of the arguments; null when there are none
     * @param strict whether arguments must follow the schema; null when the client does not say
     */
    public record Tool(
            String name,
            String description,
            @Nullable JsonNode parameters,
            @Nullable Boolean strict) {}

    /** Whether the model calls a tool. */
    public sealed interface Choice {

        /** As it likes. */
        record Auto() implements Choice {}

        /** It does not. */
        record Never() implements Choice {}

        /** It must, whichever. */
        record Any() implements Choice {}

        /** It must call this one. */
        record Named(String name) implements Choice {}

        /**
         * Only these.
         *
         * @param required whether it must call one of them
         */
        record Among(List<String> names, boolean required) implements Choice {
            public Among {
                names = List.copyOf(names);
            }
        }
    }

    /** The same with a choice among all that are declared, for protocols that cannot name a few. */
    public Tools narrowed() {
        return choice instanceof Choice.Among among
                ? new Tools(
                        declared.stream()
                                .filter(tool -> among.names.contains(tool.name))
                                .toList(),
                        among.required ? new Choice.Any() : new Choice.Auto(),
                        parallel)
                : this;
    }
}
