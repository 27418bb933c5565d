package dev.baton.dialect.json;

import dev.baton.dialect.Losses;
import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a tool was called with, for protocols that want an object and not its text. */
public final class ToolArguments {

    private ToolArguments() {}

    /**
     * The object that a model wrote; an empty one where it wrote nothing.
     *
     * @throws dev.baton.dialect.BadRequest when it is none, perhaps because a limit cut it
     */
    public static JsonNode of(Content.ToolCall call, Losses losses) {
        try {
            JsonNode read = Json.TREES.readTree(call.arguments().isBlank() ? "{}" : call.arguments());
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException malformed) {
            // Told below, as what is no object is.
        }
        throw losses.refusal(Feature.TOOL_ARGUMENTS);
    }
}
