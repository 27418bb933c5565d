package dev.baton.dialect.responses;

import static dev.baton.dialect.responses.Events.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.Expected;
import dev.baton.dialect.json.RequestFields;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResponsesEncoderTest {

    private static final ApiError ERROR =
            ApiError.of(503, ApiError.Kind.UPSTREAM_UNAVAILABLE, "upstream_unavailable", "Nobody.", false);

    private final ResponsesEncoder encoder = new ResponsesEncoder(
            RequestFields.read(utf8("{\"model\":\"chat\",\"instructions\":\"Be brief.\",\"metadata\":{\"a\":\"b\"}}")),
            new Head("resp_r1", 99, "chat"),
            "r1");
    private final StringBuilder written = new StringBuilder();

    /** What a target of the client's dialect says. */
    private void relay(Object stream) {
        AnswerReader reader = new ResponsesProvider().streamReader(new Expected(1, true, true));
        reader.read(utf8(stream.toString()), event -> written.append(new String(encoder.encode(event), UTF_8)));
    }

    /** What comes of another dialect, or behind a seam. */
    private void make(Part... parts) {
        written.append(new String(encoder.encode(AnswerEvent.of(Head.NONE, List.of(parts))), UTF_8));
    }

    private List<JsonNode> ended() {
        written.append(new String(encoder.end(), UTF_8));
        return events();
    }

    private List<JsonNode> events() {
        List<JsonNode> events = written.toString()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
                .toList();
        assertThat(events.stream().map(event -> event.path("sequence_number").asInt()))
                .containsExactlyElementsOf(
                        IntStream.range(0, events.size()).boxed().toList());
        return events;
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString()).toList();
    }

    private static JsonNode first(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void passesOnTheEventsOfATargetOfTheClientsDialectAsTheyCame() {
        Events answer = new Events()
                .begin()
                .tell("response.something.new", "\"odd\" : 1.50")
                .beginItem(0, "\"type\":\"web_search_call\",\"id\":\"ws_1\"")
                .endItem(0, "\"type\":\"web_search_call\",\"id\":\"ws_1\"")
                .beginText(1)
                .text(1, "Hi")
                .endText(1, "Hi")
                .end("completed", "");

        relay(answer);

        assertThat(written + new String(encoder.end(), UTF_8)).isEqualTo(answer.toString());
    }

    @Test
    void numbersTheEventsOfAServerThatDoesNot() {
        relay(Events.answer("Hi").replaceAll("\"sequence_number\":\\d+,", ""));

        assertThat(types(ended())).startsWith("response.created").endsWith("response.completed");
    }

    @Test
    void goesOnInTheSameTextBehindASeam() {
        Events begun = new Events().begin().beginText(0).text(0, "One ");
        relay(begun);

        make(new Part.Text(0, "whole."), new Part.Finish(0, FinishReason.STOP), new Part.Usage(9, 4, true, null));

        List<JsonNode> events = ended();
        assertThat(written).startsWith(begun.toString());
        assertThat(types(events).subList(5, events.size()))
                .containsExactly(
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events.get(5).path("item_id").asString()).isEqualTo("msg_b0");
        assertThat(first(events, "response.output_text.done").path("text").asString())
                .isEqualTo("One whole.");
        JsonNode item = first(events, "response.output_item.done").path("item");
        assertThat(item.at("/content/0/text").asString()).isEqualTo("One whole.");
        assertThat(item.path("status").asString()).isEqualTo("completed");
        JsonNode response = events.getLast().path("response");
        assertThat(response.path("output").get(0)).isEqualTo(item);
        assertThat(response.path("id").asString()).isEqualTo("resp_b");
        assertThat(response.path("odd").asDouble()).isEqualTo(1.5);
        assertThat(response.at("/usage/output_tokens").asInt()).isEqualTo(4);
        assertThat(response.at("/baton/usage").asString()).isEqualTo("estimated");
    }

    @Test
    void keepsTheItemsBeforeASeam() {
        relay(new Events()
                .begin()
                .beginItem(0, "\"id\":\"rs_b\",\"type\":\"reasoning\",\"summary\":[]")
                .endItem(0, "\"id\":\"rs_b\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"x\"")
                .beginText(1)
                .text(1, "One")
                .endText(1, "One"));

        make(new Part.Text(0, " two."), new Part.Finish(0, FinishReason.STOP));

        JsonNode output = ended().getLast().at("/response/output");
        assertThat(output.size()).isEqualTo(3);
        assertThat(output.at("/0/encrypted_content").asString()).isEqualTo("x");
        assertThat(output.at("/1/content/0/text").asString()).isEqualTo("One");
        assertThat(output.at("/2/content/0/text").asString()).isEqualTo(" two.");
        assertThat(output.at("/2/id").asString()).startsWith("msg_baton_");
    }

    @Test
    void endsTheThoughtsOfTheFirstTargetBeforeTheTextOfTheNext() {
        relay(new Events()
                .begin()
                .beginItem(0, "\"id\":\"rs_b\",\"type\":\"reasoning\",\"summary\":[]")
                .tell(
                        "response.reasoning_summary_part.added",
                        "\"item_id\":\"rs_b\",\"output_index\":0,\"summary_index\":0,"
                                + "\"part\":{\"type\":\"summary_text\",\"text\":\"\"}")
                .tell(
                        "response.reasoning_summary_text.delta",
                        "\"item_id\":\"rs_b\",\"output_index\":0,\"delta\":\"Hm.\"")
                .tell(
                        "response.reasoning_summary_part.done",
                        "\"item_id\":\"rs_b\",\"output_index\":0,\"summary_index\":0,"
                                + "\"part\":{\"type\":\"summary_text\",\"text\":\"Hm.\"}")
                .tell(
                        "response.reasoning_summary_part.added",
                        "\"item_id\":\"rs_b\",\"output_index\":0,\"summary_index\":1,"
                                + "\"part\":{\"type\":\"summary_text\",\"text\":\"\"}")
                .tell(
                        "response.reasoning_summary_text.delta",
                        "\"item_id\":\"rs_b\",\"output_index\":0,\"delta\":\"So.\""));

        make(new Part.Text(0, "Four."), new Part.Finish(0, FinishReason.STOP));

        List<JsonNode> events = ended();
        assertThat(first(events, "response.reasoning_summary_text.done")
                        .path("summary_index")
                        .asInt())
                .isEqualTo(1);
        assertThat(events.getLast().at("/response/output/0/summary").valueStream())
                .extracting(part -> part.path("text").asString())
                .containsExactly("Hm.", "So.");
        assertThat(events.getLast().at("/response/output/1/content/0/text").asString())
                .isEqualTo("Four.");
    }

    @Test
    void tellsAnAnswerOfAnotherDialectAsItsOwn() {
        make(new Part.Role(0), new Part.Reasoning(0, "Hm."));
        make(new Part.Text(0, "Hi"));
        make(new Part.Refusal(0, "No."));
        make(new Part.ToolCall(0, 0, "t1", "weather", ""), new Part.ToolCall(0, 0, null, null, "{}"));
        make(new Part.ToolCall(0, 1, null, "time", "{}"), new Part.Finish(0, FinishReason.TOOL_CALLS));

        List<JsonNode> events = ended();

        assertThat(types(events))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.content_part.added",
                        "response.refusal.delta",
                        "response.refusal.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        JsonNode output = events.getLast().at("/response/output");
        assertThat(output.valueStream().map(item -> item.path("id").asString()))
                .containsExactly("rs_baton_r1_0", "msg_baton_r1_1", "fc_baton_r1_2", "fc_baton_r1_3");
        assertThat(output.at("/1/content/1/refusal").asString()).isEqualTo("No.");
        assertThat(output.at("/2/call_id").asString()).isEqualTo("t1");
        assertThat(output.at("/2/arguments").asString()).isEqualTo("{}");
        assertThat(output.at("/3/call_id").asString()).isEqualTo("call_r1_1");
    }

    @Test
    void saysWhatWasAskedForInTheResponse() {
        make(new Part.Text(0, "Hi"), new Part.Finish(0, FinishReason.STOP));

        JsonNode response = ended().getFirst().path("response");

        assertThat(response.path("id").asString()).isEqualTo("resp_r1");
        assertThat(response.path("created_at").asInt()).isEqualTo(99);
        assertThat(response.path("instructions").asString()).isEqualTo("Be brief.");
        assertThat(response.at("/metadata/a").asString()).isEqualTo("b");
        assertThat(response.path("tool_choice").asString()).isEqualTo("auto");
        assertThat(response.path("store").asBoolean()).isFalse();
    }

    @Test
    void saysThatAnAnswerIsNotWhole() {
        make(new Part.Text(0, "Hi"), new Part.Finish(0, FinishReason.LENGTH));

        JsonNode end = ended().getLast();

        assertThat(end.path("type").asString()).isEqualTo("response.incomplete");
        assertThat(end.at("/response/status").asString()).isEqualTo("incomplete");
        assertThat(end.at("/response/incomplete_details/reason").asString()).isEqualTo("max_output_tokens");
        assertThat(end.at("/response/output/0/status").asString()).isEqualTo("incomplete");
    }

    @Test
    void endsAnAnswerThatNobodyCompletedWithTheErrorAndWhatThereIsOfIt() {
        relay(new Events().begin().beginText(0).text(0, "One "));
        make(new Part.Text(0, "half"));

        written.append(new String(encoder.error(ERROR), UTF_8));

        List<JsonNode> events = events();
        JsonNode error = events.get(events.size() - 2);
        assertThat(error.path("type").asString()).isEqualTo("error");
        assertThat(error.path("message").asString()).isEqualTo("Nobody.");
        assertThat(error.at("/error/message").asString()).isEqualTo("Nobody.");
        assertThat(error.at("/error/type").asString()).isEqualTo("upstream_error");
        JsonNode failed = events.getLast();
        assertThat(failed.path("type").asString()).isEqualTo("response.failed");
        assertThat(failed.at("/response/error/code").asString()).isEqualTo("server_error");
        assertThat(failed.at("/response/output/0/content/0/text").asString()).isEqualTo("One half");
        assertThat(failed.at("/response/output/0/status").asString()).isEqualTo("incomplete");
        assertThat(encoder.end()).isEmpty();
    }

    @Test
    void beginsAResponseThatFailsBeforeItHasBegun() {
        written.append(new String(encoder.error(ERROR), UTF_8));

        assertThat(types(events()))
                .containsExactly("response.created", "response.in_progress", "error", "response.failed");
    }

    @Test
    void saysNothingBehindTheEnd() {
        relay(Events.answer("Hi"));

        make(new Part.Usage(1, 1, true, null));

        assertThat(types(ended())).endsWith("response.completed").containsOnlyOnce("response.completed");
        assertThat(encoder.error(ERROR)).isEmpty();
    }

    @Test
    void writesAWholeAnswerOfAnotherDialect() {
        AnswerEvent answer = AnswerEvent.of(
                new Head("", 5, "m"),
                List.of(
                        new Part.Role(0),
                        new Part.Text(0, "a \"quote\"\n😀"),
                        new Part.Finish(0, FinishReason.STOP),
                        new Part.Usage(10, 2, new Part.Usage.Details(4, 0, 1), false, null)));

        JsonNode response = JsonMapper.shared().readTree(encoder.whole(answer));

        assertThat(response.path("id").asString()).isEqualTo("resp_r1");
        assertThat(response.path("model").asString()).isEqualTo("m");
        assertThat(response.path("status").asString()).isEqualTo("completed");
        assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo("a \"quote\"\n😀");
        assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(12);
        assertThat(response.at("/usage/input_tokens_details/cached_tokens").asInt())
                .isEqualTo(4);
    }
}
