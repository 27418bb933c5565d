package dev.baton.dialect.responses;

import static dev.baton.dialect.json.Json.text;

import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An item of an answer's output, as far as it is there when it is told of.
 *
 * @param callId what its result will refer to, empty where it is no tool call
 * @param name of the tool, empty where it is no tool call
 * @param arguments of the call, empty as long as nobody has said them
 * @param said its text, its refusals and its thoughts
 * @param beyondWords whether there is something beside its text, such as a citation
 */
record OutputItem(String type, String callId, String name, String arguments, List<Part> said, boolean beyondWords) {

    static final OutputItem NONE = new OutputItem("", "", "", "", List.of(), false);

    /** What it holds, in the vocabulary. A tool of free text is called, too, and has no words there for what it is. */
    Kind kind() {
        return switch (type) {
            case "message" -> Kind.TEXT;
            case "reasoning" -> Kind.REASONING;
            case "function_call" -> Kind.TOOL_CALL;
            default -> Kind.OTHER;
        };
    }

    boolean isCall() {
        return type.equals("function_call") || type.equals("custom_tool_call");
    }

    /** Reads an item, of which the start has been read. */
    static OutputItem read(JsonParser json, JsonToken start) {
        if (start != JsonToken.START_OBJECT) {
            json.skipChildren();
            return NONE;
        }
        return new Reader().read(json);
    }

    private static final class Reader {

        private final List<Part> said = new ArrayList<>(1);
        private String type = "";
        private String callId = "";
        private String name = "";
        private String arguments = "";
        private boolean beyondWords;

        OutputItem read(JsonParser json) {
            String field;
            while ((field = json.nextName()) != null) {
                JsonToken value = json.nextToken();
                switch (field) {
                    case "type" -> type = text(json, value);
                    case "call_id" -> callId = text(json, value);
                    case "name" -> name = text(json, value);
                    case "arguments", "input" -> arguments = text(json, value);
                    case "content", "summary" -> parts(json, value);
                    default -> json.skipChildren();
                }
            }
            return new OutputItem(type, callId, name, arguments, List.copyOf(said), beyondWords);
        }

        private void parts(JsonParser json, JsonToken start) {
            if (start != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                part(json);
            }
        }

        private void part(JsonParser json) {
            String kind = "";
            String words = "";
            String field;
            while ((field = json.nextName()) != null) {
                JsonToken value = json.nextToken();
                switch (field) {
                    case "type" -> kind = text(json, value);
                    case "text", "refusal" -> words = text(json, value);
                    case "annotations" -> annotations(json, value);
                    default -> json.skipChildren();
                }
            }
            add(kind, words);
        }

        private void annotations(JsonParser json, JsonToken start) {
            if (start == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    beyondWords = true;
                    json.skipChildren();
                }
            } else {
                json.skipChildren();
            }
        }

        private void add(String kind, String words) {
            if (!words.isEmpty()) {
                switch (kind) {
                    case "output_text" -> said.add(new Part.Text(0, words));
                    case "refusal" -> said.add(new Part.Refusal(0, words));
                    case "summary_text", "reasoning_text" -> addThought(words);
                    default -> beyondWords = true;
                }
            }
        }

        /** Each is a paragraph of its own. */
        private void addThought(String words) {
            boolean first = said.stream().noneMatch(Part.Reasoning.class::isInstance);
            said.add(new Part.Reasoning(0, first ? words : "\n\n" + words));
        }
    }
}
