package dev.baton.dialect.openai;

import dev.baton.dialect.json.JsonField;
import dev.baton.dialect.json.RequestFields;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Tools;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What clients of all of OpenAI's protocols say in the same words. */
public final class OpenAiWords {

    private OpenAiWords() {}

    /**
     * How much the model is to think.
     *
     * @throws dev.baton.dialect.BadRequest when it is a word that OpenAI does not have
     */
    public static Thinking.Effort effort(JsonField effort) {
        for (Thinking.Effort each : Thinking.Effort.values()) {
            if (word(each).equals(effort.text())) {
                return each;
            }
        }
        throw effort.unknown("none, minimal, low, medium, high, xhigh or max");
    }

    /** The word for it. */
    public static String word(Thinking.Effort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a tool is called, where that is said in a word.
     *
     * @throws dev.baton.dialect.BadRequest when it is a word that OpenAI does not have
     */
    public static Tools.Choice choice(JsonField choice) {
        return switch (choice.text()) {
            case "none" -> new Tools.Choice.Never();
            case "auto" -> new Tools.Choice.Auto();
            case "required" -> new Tools.Choice.Any();
            default -> throw choice.unknown("none, auto, required or a tool");
        };
    }

    /** A tool, by the object that describes its function. */
    public static Tools.Tool tool(JsonField function) {
        JsonField parameters = function.at("parameters");
        return new Tools.Tool(
                function.at("name").name("the name of a function"),
                function.at("description").textOr(""),
                parameters.isAbsent() ? null : parameters.object().value(),
                function.at("strict").flagOrNull());
    }

    /**
     * What the text has to be.
     *
     * @param schema where in the format a schema is described
     * @throws dev.baton.dialect.BadRequest when it is a type that OpenAI does not have
     */
    public static OutputFormat format(JsonField format, UnaryOperator<JsonField> schema) {
        if (format.isAbsent()) {
            return new OutputFormat.Text();
        }
        JsonField type = format.object().at("type");
        return switch (type.text()) {
            case "text" -> new OutputFormat.Text();
            case "json_object" -> new OutputFormat.Json();
            case "json_schema" -> schema(schema.apply(format).object());
            default -> throw type.unknown("text, json_object or json_schema");
        };
    }

    private static OutputFormat schema(JsonField schema) {
        return new OutputFormat.Schema(
                schema.at("name").textOr(""),
                schema.at("schema").object().value(),
                schema.at("strict").flag());
    }

    /** Whether the model may call several tools in one answer. */
    public static boolean parallelCalls(RequestFields body) {
        Boolean parallel = body.field("parallel_tool_calls").flagOrNull();
        return parallel == null || parallel;
    }

    /** Who asks, by either of its names; null where nobody says. */
    public static @Nullable String user(RequestFields body) {
        String user = body.field("safety_identifier").textOrNull();
        return user == null ? body.field("user").textOrNull() : user;
    }
}
