package dev.baton.dialect.responses;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.answer.Part.Block.Kind;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.EventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a streamed response. It is complete with {@code response.completed} or {@code response.incomplete}; what
 * belongs to something else may follow and is not read any more.
 */
final class ResponseStream implements EventReader {

    /** What may stand on a line of its own. */
    private static final Pattern NAME = Pattern.compile("[\\w.:-]{1,100}");

    private final boolean own;
    private final EventFields fields = new EventFields();
    private final OpenItems items = new OpenItems();
    private Head head = Head.NONE;
    private boolean speaks;
    private long events;
    private Stage stage = Stage.OPEN;

    /** @param own whether the client speaks this protocol: another one has no use for payloads and the id */
    ResponseStream(boolean own) {
        this.own = own;
    }

    @Override
    public void read(@Nullable String name, byte[] data, Consumer<AnswerEvent> out) {
        // A server that streams nothing but the end tells all of the answer there.
        fields.read(data, !speaks);
        if (fields.hasError || fields.type.equals("error") || fields.type.equals("response.failed")) {
            throw ResponseFailure.in(data);
        }
        List<Part> parts = new ArrayList<>(2);
        switch (fields.type) {
            case "response.created" -> created(parts);
            case "response.completed", "response.incomplete" -> end(parts);
            case "keepalive" -> alive(parts);
            default -> item(parts);
        }
        emit(parts, data, out);
    }

    private void created(List<Part> parts) {
        head = headOf(fields.response);
        parts.add(new Part.Role(0));
    }

    /** With its thoughts hidden it is all that tells of them. */
    private void alive(List<Part> parts) {
        if (items.isThinking()) {
            parts.add(new Part.StillThinking(0));
        }
    }

    private Head headOf(ResponseFields response) {
        return new Head(own ? response.id() : "", response.created(), response.model());
    }

    private void item(List<Part> parts) {
        int output = fields.output;
        switch (fields.type) {
            case "response.output_item.added" -> {
                speaks = true;
                items.begin(output, fields.item, parts);
            }
            case "response.output_item.done" -> {
                speaks = true;
                items.end(output, fields.item, parts);
            }
            case "response.content_part.added" -> items.beginPart(output, fields.part, parts);
            case "response.reasoning_summary_part.added" -> thought(output, parts);
            case "response.output_text.delta" -> items.add(output, fields.delta, ResponseStream::text, parts);
            case "response.output_text.done" -> items.endPart(output, fields.whole, ResponseStream::text, parts);
            case "response.refusal.delta" -> items.add(output, fields.delta, ResponseStream::refusal, parts);
            case "response.refusal.done" -> items.endPart(output, fields.whole, ResponseStream::refusal, parts);
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                items.add(output, fields.delta, ResponseStream::reasoning, parts);
            case "response.reasoning_summary_text.done", "response.reasoning_text.done" ->
                items.endPart(output, fields.whole, ResponseStream::reasoning, parts);
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                items.add(output, fields.delta, piece -> items.argument(output, piece), parts);
            case "response.function_call_arguments.done", "response.custom_tool_call_input.done" ->
                items.endPart(output, fields.whole, piece -> items.argument(output, piece), parts);
            case "response.output_text.annotation.added" -> parts.add(new Part.Block(0, Kind.OTHER));
            // The life of a response, what tools of the provider do, or something newer than this code.
            default -> {}
        }
    }

    /** Each is a paragraph of its own. */
    private void thought(int output, List<Part> parts) {
        items.beginPart(output, "summary_text", parts);
        if (fields.summary > 0) {
            parts.add(reasoning("\n\n"));
        }
    }

    private static Part text(String words) {
        return new Part.Text(0, words);
    }

    private static Part refusal(String words) {
        return new Part.Refusal(0, words);
    }

    private static Part reasoning(String words) {
        return new Part.Reasoning(0, words);
    }

    private void end(List<Part> parts) {
        ResponseFields response = fields.response;
        head = headOf(response).orElse(head);
        response.output().forEach(item -> items.add(item, parts));
        FinishReason reason = response.finish(fields.type.substring("response.".length()), items.hasCalls());
        if (reason == null) {
            throw BadAnswer.untrue("the end of an answer that has not ended");
        }
        parts.add(new Part.Finish(0, reason));
        if (response.usage() != null) {
            parts.add(response.usage());
        }
        stage = Stage.ENDED;
    }

    /** A client of this protocol may know what this code does not. */
    private void emit(List<Part> parts, byte[] data, Consumer<AnswerEvent> out) {
        if (own && NAME.matcher(fields.type).matches()) {
            boolean inOrder = fields.sequence == events && fields.onOneLine;
            events++;
            out.accept(new AnswerEvent(head, parts, data, inOrder, fields.type));
        } else if (!parts.isEmpty()) {
            out.accept(new AnswerEvent(head, parts, null, false));
        }
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
