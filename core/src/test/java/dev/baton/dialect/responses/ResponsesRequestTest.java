package dev.baton.dialect.responses;

import static dev.baton.dialect.responses.Events.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientRequest;
import dev.baton.prompt.Content;
import dev.baton.prompt.Turn;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestTest {

    private static final Target TARGET = Targets.responses("c", Continuation.PREFILL);
    private static final String HELLO = "\"input\":\"Hi\"";
    private static final String BEGUN =
            "{\"id\":\"msg_baton_begun\",\"type\":\"message\",\"status\":\"incomplete\",\"role\":\"assistant\",\"content\":"
                    + "[{\"type\":\"output_text\",\"text\":\"One two three\",\"annotations\":[],\"logprobs\":[]}]}";

    private static ClientRequest request(String fields) {
        return new ResponsesDialect().read(ClientCall.of(utf8("{\"model\":\"chat\"," + fields + "}")));
    }

    private static String body(ClientRequest request, Opening opening, String delivered) {
        return new String(request.bodyFor(new Step(TARGET, opening), delivered), UTF_8);
    }

    @Test
    void changesNothingButTheModel() {
        assertThat(body(request("\"temperature\": 1.0,\n \"odd\" : [1.50]," + HELLO), Opening.RESTART, ""))
                .isEqualTo("{\"model\":\"model-of-c\",\"temperature\": 1.0,\n \"odd\" : [1.50]," + HELLO + "}");
    }

    @Test
    void handsTheDeliveredTextOverAsAMessageThatIsNotDone() {
        assertThat(body(request("\"max_output_tokens\":100," + HELLO), Opening.PREFILL, "One two three \n"))
                .isEqualTo(
                        "{\"model\":\"model-of-c\",\"max_output_tokens\":97,\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                                + BEGUN + "]}");
        assertThat(body(
                        request("\"input\":[ {\"role\":\"user\",\"content\":\"Hi\"} ]"),
                        Opening.PREFILL,
                        "One two three"))
                .isEqualTo("{\"model\":\"model-of-c\",\"input\":[ {\"role\":\"user\",\"content\":\"Hi\"} ," + BEGUN
                        + "]}");
    }

    @Test
    void tellsAModelThatHasThoughtNotToThinkAgain() {
        ClientRequest request = request("\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"}," + HELLO);

        assertThat(new String(request.bodyFor(new Step(TARGET, Opening.PREFILL, true), "One two three"), UTF_8))
                .contains("\"reasoning\":{\"effort\":\"none\",\"summary\":\"auto\"}");
    }

    @Test
    void asksForTheRestOfAFormatAsPlainText() {
        ClientRequest request = request(
                "\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}},\"verbosity\":\"low\"}," + HELLO);

        assertThat(body(request, Opening.PREFILL, "{\"a\":")).contains("\"text\":{\"verbosity\":\"low\"}");
        assertThat(body(request, Opening.REPLAY, "{\"a\":")).contains("\"json_schema\"");
    }

    @Test
    void asksAModelThatDoesNotGoOnToRepeatTheEndFirst() {
        String body = body(request(HELLO), Opening.ANCHOR, "Once there was a lighthouse keeper who wrote letters. ");

        assertThat(body)
                .contains("{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Once there was a lighthouse keeper who wrote letters.\"},"
                        + "{\"role\":\"user\",\"content\":\"Your last message was cut off.");
    }

    @Test
    void keepsThoughtsFromOpenAiThatTheGatewayMadeAnItemOf() {
        String foreign = "{\"type\":\"reasoning\",\"id\":\"rs_baton_r1_0\",\"summary\":[]}";
        String own = "{\"type\":\"reasoning\",\"id\":\"rs_0\",\"summary\":[],\"encrypted_content\":\"x\"}";

        assertThat(body(request("\"input\":[" + foreign + "," + own + "]"), Opening.RESTART, ""))
                .isEqualTo("{\"model\":\"model-of-c\",\"input\":[" + own + "]}");
    }

    @Test
    void knowsWhatMattersWhenItsAnswerBreaks() {
        assertThat(request("\"temperature\":0," + HELLO).traits().deterministic())
                .isTrue();
        assertThat(request(HELLO).traits().deterministic()).isFalse();
        assertThat(request(HELLO).traits().prefillable()).isTrue();
        assertThat(request("\"input\":[{\"role\":\"assistant\",\"content\":\"Well\"}]")
                        .traits()
                        .prefillable())
                .isFalse();
        assertThat(request(HELLO).traits().dialect()).isEqualTo(Protocol.RESPONSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"store\":true",
                "\"conversation\":\"conv_1\"",
                "\"stream\":true,\"background\":true",
                "\"top_logprobs\":2",
                "\"include\":[\"message.output_text.logprobs\"]"
            })
    void isNotContinuedWhereThePartsOfTwoTargetsMakeNoWhole(String field) {
        assertThat(request(field + "," + HELLO).traits().continuable()).isFalse();
        assertThat(request(HELLO + ",\"store\":false,\"include\":[\"reasoning.encrypted_content\"]")
                        .traits()
                        .continuable())
                .isTrue();
    }

    @Test
    void knowsWhatTheWholeAnswerHasToKeepTo() {
        var terms = request("\"max_output_tokens\":50,\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
                        + "{\"type\":\"object\",\"required\":[\"a\"]}}}," + HELLO)
                .traits()
                .terms();

        assertThat(terms.mostTokens()).isEqualTo(50);
        assertThat(terms.format().faultOf("{\"a\":1}")).isEmpty();
        assertThat(terms.format().faultOf("{\"b\":1}")).isPresent();
        assertThat(request(HELLO).traits().terms().hasFormat()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input\":5 | input",
                "\"input\":\"Hi\",\"stream\":\"yes\" | stream",
                "\"input\":\"Hi\",\"background\":true | background"
            })
    void refusesWhatCannotBeServed(String fields, String param) {
        assertThat(catchThrowableOfType(BadRequest.class, () -> request(fields)).param())
                .isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"previous_response_id\":\"resp_1\" | previous_response_id",
                "\"conversation\":{\"id\":\"conv_1\"} | conversation",
                "\"prompt\":{\"id\":\"pmpt_1\"} | prompt",
                "\"stream\":true,\"background\":true | background",
                "\"store\":true | store",
                "\"tools\":[{\"type\":\"web_search\"}] | tools[0]",
                "\"tools\":[{\"type\":\"custom\",\"name\":\"sh\"}] | tools[0]"
            })
    void needsATargetOfItsOwnDialectForWhatAnotherCannotHave(String field, String name) {
        assertThat(request(field + "," + HELLO).prompt().particulars().binding())
                .containsExactly(name);
    }

    @Test
    void needsNobodyInParticularForWhatSaysNothing() {
        var particulars = request(
                        "\"store\":false,\"background\":false,\"service_tier\":\"auto\",\"truncation\":\"disabled\","
                                + "\"previous_response_id\":null,\"include\":[],\"metadata\":{}," + HELLO)
                .prompt()
                .particulars();

        assertThat(particulars.binding()).isEmpty();
        assertThat(particulars.hints()).isEmpty();
    }

    @Test
    void needsATargetOfItsOwnDialectForItemsThatItKeeps() {
        assertThat(request("\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]")
                        .prompt()
                        .particulars()
                        .binding())
                .containsExactly("input[0]");
    }

    @Test
    void readsTheItemsOfAnAnswerAsOneTurn() {
        List<Turn> turns = request("\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm.\"}]},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Look.\"}]},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"time\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"noon\"}]")
                .prompt()
                .turns();

        assertThat(turns)
                .containsExactly(
                        Turn.of(Turn.Role.USER, "Hi"),
                        new Turn(
                                Turn.Role.ASSISTANT,
                                List.of(
                                        new Content.Reasoning("Hm.", null),
                                        new Content.Text("Look."),
                                        new Content.ToolCall("c1", "time", "{}"))),
                        new Turn(
                                Turn.Role.USER,
                                List.of(new Content.ToolResult("c1", List.of(new Content.Text("noon")), false))));
    }
}
