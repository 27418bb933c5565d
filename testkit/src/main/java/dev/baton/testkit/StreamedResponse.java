package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A response as server-sent events, a write for each event; the tokens are those of a {@link StreamedAnswer}. */
record StreamedResponse(Answer answer, ResponseEvents events, Pacing pacing) implements Body {

    @Override
    public List<Step> steps() {
        Telling telling = new Telling();
        telling.begin();
        telling.thoughts();
        telling.text();
        telling.calls();
        telling.end();
        return telling.steps;
    }

    /** The steps, while they are put together. */
    private final class Telling {

        private final List<Step> steps = new ArrayList<>();
        private final ArrayNode output = Json.array();
        private int number;
        private int token;

        void begin() {
            add(Part.ROLE, event("response.created", "response", events.response("in_progress")), 0);
            add(Part.ROLE, event("response.in_progress", "response", events.response("in_progress")), 0);
        }

        void thoughts() {
            say(SpokenPart.THOUGHTS, answer.reasoning());
        }

        void text() {
            say(SpokenPart.TEXT, answer.tokens());
        }

        private void say(SpokenPart kind, List<String> words) {
            if (words.isEmpty()) {
                return;
            }
            ObjectNode item = item(kind, null);
            String all = String.join("", words);
            for (int i = 0; i < words.size(); i++) {
                steps.addAll(pacing.before(token));
                if (i == 0) {
                    beginItem(item);
                    part(kind, "added", item, "");
                }
                token(kind.worded(of(kind.textEvent + ".delta", item)).put("delta", words.get(i)));
            }
            add(Part.PREAMBLE, kind.worded(of(kind.textEvent + ".done", item)).put("text", all), 0);
            part(kind, "done", item, all);
            endItem(item(kind, all));
        }

        private ObjectNode item(SpokenPart kind, @Nullable String text) {
            return switch (kind) {
                case THOUGHTS -> events.reasoning(output.size(), text);
                case TEXT -> events.message(output.size(), text);
            };
        }

        private void part(SpokenPart kind, String what, ObjectNode item, String text) {
            ObjectNode event = kind.placed(of(kind.partEvent + "." + what, item));
            event.set("part", kind.node(text));
            add(Part.PREAMBLE, event, 0);
        }

        void calls() {
            for (ToolCall call : answer.toolCalls()) {
                ObjectNode item = events.call(output.size(), call, "");
                steps.addAll(pacing.before(token));
                token(event("response.output_item.added", "item", item).put("output_index", output.size()));
                for (String piece : call.pieces()) {
                    steps.addAll(pacing.before(token));
                    token(of("response.function_call_arguments.delta", item).put("delta", piece));
                }
                ObjectNode done = of("response.function_call_arguments.done", item);
                add(Part.PREAMBLE, done.put("name", call.name()).put("arguments", call.arguments()), 0);
                endItem(events.call(output.size(), call, call.arguments()));
            }
        }

        private void beginItem(ObjectNode item) {
            ObjectNode event = event("response.output_item.added", "item", item);
            add(Part.PREAMBLE, event.put("output_index", output.size()), 0);
        }

        private void endItem(ObjectNode item) {
            ObjectNode event = event("response.output_item.done", "item", item);
            add(Part.PREAMBLE, event.put("output_index", output.size()), 0);
            output.add(item);
        }

        void end() {
            // Held after its last token, an answer has all of its text out and not its finish.
            if (pacing.holdAfter() == token) {
                steps.add(new Step.Gate(1));
            }
            if (!style().has(Quirk.MISSING_FINISH)) {
                String reason = style().has(Quirk.NULL_FINISH) ? null : answer.finish();
                add(Part.FINISH, ending(reason, output).put("sequence_number", number++), 0);
            }
            if (style().has(Quirk.DATA_AFTER_DONE)) {
                ObjectNode late = events.message(0, "");
                add(Part.OUTBURST, of("response.output_text.delta", late).put("delta", " And one more thing."), 0);
            }
        }

        private void token(ObjectNode event) {
            token++;
            add(Part.TOKEN, event, 1);
        }

        private ObjectNode event(String type, String field, JsonNode value) {
            ObjectNode event = numbered(type);
            event.set(field, value);
            return event;
        }

        private ObjectNode of(String type, ObjectNode item) {
            return numbered(type).put("item_id", item.path("id").asString("")).put("output_index", output.size());
        }

        private ObjectNode numbered(String type) {
            return Json.object().put("type", type).put("sequence_number", number++);
        }

        private void add(Part part, ObjectNode event, int tokens) {
            steps.add(new Write(part, framed(event), tokens));
        }
    }

    private ObjectNode ending(@Nullable String reason, ArrayNode output) {
        ObjectNode response = events.ended(reason, output, answer.size());
        String status = response.path("status").asString("");
        ObjectNode event = Json.object().put("type", "response." + (reason == null ? "completed" : status));
        event.set("response", response);
        return event;
    }

    @Override
    public List<Step> said(Outburst outburst) {
        return switch (outburst) {
            case Outburst.Raw raw -> List.of(new Write(Part.OUTBURST, raw.bytes()));
            case Outburst.Failure failure -> failure(failure);
            case Outburst.Finish finish ->
                List.of(new Write(Part.OUTBURST, framed(ending(finish.reason(), Json.array()))));
        };
    }

    private List<Step> failure(Outburst.Failure failure) {
        ObjectNode error = ResponseEvents.error(failure.message());
        byte[] bytes = switch (failure.form()) {
            case DATA -> framed(failed(failure.message()));
            case EVENT -> framed(error);
            case LINE -> style().line(error.toString());
        };
        Write told = new Write(Part.OUTBURST, bytes);
        return failure.done()
                ? List.of(told, new Write(Part.OUTBURST, framed(failed(failure.message()))))
                : List.of(told);
    }

    private ObjectNode failed(String message) {
        ObjectNode response = events.response("failed");
        response.putObject("error").put("code", "server_error").put("message", message);
        ObjectNode event = Json.object().put("type", "response.failed");
        event.set("response", response);
        return event;
    }

    @Override
    public byte[] comment() {
        return style().comment("still here");
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    private byte[] framed(ObjectNode event) {
        return style().namedEvent(event.path("type").asString(""), event.toString());
    }

    private Style style() {
        return events.style();
    }
}
