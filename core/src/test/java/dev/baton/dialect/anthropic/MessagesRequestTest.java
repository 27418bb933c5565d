package dev.baton.dialect.anthropic;

import static dev.baton.dialect.anthropic.Events.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientRequest;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesRequestTest {

    private static final Target TARGET = Targets.target("c", Continuation.PREFILL);
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private static ClientRequest request(String fields) {
        return new MessagesDialect().read(ClientCall.of(utf8("{\"model\":\"chat\"," + fields + "}")));
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
    void handsTheDeliveredTextOverWithoutWhiteSpaceAtItsEndAndTellsTheModelNotToThink() {
        ClientRequest request =
                request("\"max_tokens\":100,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}," + HELLO);

        assertThat(body(request, Opening.PREFILL, "One two three \n"))
                .isEqualTo("{\"model\":\"model-of-c\",\"max_tokens\":97,\"thinking\":{\"type\":\"disabled\"},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"role\":\"assistant\",\"content\":\"One two three\"}]}");
    }

    @Test
    void asksForTheRestOfAFormatAsPlainText() {
        ClientRequest request = request(
                "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}},\"effort\":\"low\"}," + HELLO);

        assertThat(body(request, Opening.PREFILL, "{\"a\":")).contains("\"output_config\":{\"effort\":\"low\"}");
        assertThat(body(request, Opening.REPLAY, "{\"a\":")).contains("\"json_schema\"");
    }

    @Test
    void asksAModelThatDoesNotGoOnToRepeatTheEndFirst() {
        String body = body(request(HELLO), Opening.ANCHOR, "Once there was a lighthouse keeper who wrote letters. ");

        assertThat(body)
                .contains(
                        "{\"role\":\"assistant\",\"content\":\"Once there was a lighthouse keeper who wrote letters.\"},"
                                + "{\"role\":\"user\",\"content\":\"Your last message was cut off.");
    }

    @Test
    void knowsWhatMattersWhenItsAnswerBreaks() {
        assertThat(request("\"temperature\":0," + HELLO).traits().deterministic())
                .isTrue();
        assertThat(request("\"temperature\":0.5," + HELLO).traits().deterministic())
                .isFalse();
        assertThat(request(HELLO).traits().prefillable()).isTrue();
        assertThat(request(HELLO).traits().dialect()).isEqualTo(Protocol.ANTHROPIC);
    }

    @Test
    void knowsWhatTheWholeAnswerHasToKeepTo() {
        String schema = "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"required\":[\"a\"]}}";

        var terms = request("\"max_tokens\":50,\"stop_sequences\":[\"END\"],\"output_config\":{\"format\":" + schema
                        + "}," + HELLO)
                .traits()
                .terms();

        assertThat(terms.stops()).containsExactly("END");
        assertThat(terms.mostTokens()).isEqualTo(50);
        assertThat(terms.format().faultOf("{\"a\":1}")).isEmpty();
        assertThat(terms.format().faultOf("{\"b\":1}")).isPresent();
        assertThat(request("\"output_format\":" + schema + "," + HELLO)
                        .traits()
                        .terms()
                        .hasFormat())
                .isTrue();
        assertThat(request(HELLO).traits().terms().hasFormat()).isFalse();
    }

    @Test
    void isNotContinuedWhereTheClientHasBegunTheAnswerItself() {
        assertThat(request("\"messages\":[{\"role\":\"assistant\",\"content\":\"Well\"}]")
                        .traits()
                        .prefillable())
                .isFalse();
    }

    @Test
    void passesOnTheHeadersAndTheQueryOfItsDialectAndNoOthers() {
        Map<String, String> headers = Map.of(
                "anthropic-version", "2026-10-21", "anthropic-beta", "a,b", "x-api-key", "secret", "cookie", "c");
        ClientCall call = new ClientCall(
                "/v1/messages", "beta=true&x=y", headers::get, utf8("{\"model\":\"chat\"," + HELLO + "}"));

        ClientRequest request = new MessagesDialect().read(call);

        assertThat(request.headers()).isEqualTo(Map.of("anthropic-version", "2026-10-21", "anthropic-beta", "a,b"));
        assertThat(request.query()).isEqualTo("?beta=true");
    }

    @Test
    void namesHowLongAMarkedPromptIsToBeKeptWhereThatIsNotTheUsualTime() {
        String marked = "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\","
                + "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"%s\"}}]}]";

        assertThat(request(marked.formatted("1h")).prompt().particulars().hints())
                .containsExactly("cache_control.ttl");
        assertThat(request(marked.formatted("5m")).prompt().particulars().hints())
                .isEmpty();
    }

    @Test
    void wantsToSeeThoughtsUnlessItHasThemOmitted() {
        String thinking = "\"thinking\":{\"type\":\"adaptive\",\"display\":\"%s\"}," + HELLO;

        assertThat(request(HELLO).showsThoughts()).isTrue();
        assertThat(request(thinking.formatted("summarized")).showsThoughts()).isTrue();
        assertThat(request(thinking.formatted("omitted")).showsThoughts()).isFalse();
    }

    @Test
    void takesOutThoughtsThatNobodySigned() {
        String signed = "{\"type\":\"thinking\",\"thinking\":\"A\",\"signature\":\"s\"}";
        String unsigned = "{\"type\":\"thinking\",\"thinking\":\"B\",\"signature\" : \"\"}";
        String text = "{\"type\":\"text\",\"text\":\"\\\"signature\\\":\\\"\\\"\"}";

        assertThat(body(history(unsigned + "," + signed + "," + text), Opening.RESTART, ""))
                .isEqualTo("{\"model\":\"model-of-c\",\"messages\":[{\"role\":\"assistant\",\"content\":[" + signed
                        + "," + text + "]},{\"role\":\"user\",\"content\":\"Go on\"}]}");
        assertThat(body(history(signed + " , " + text), Opening.RESTART, "")).contains(signed + " , " + text);
    }

    private static ClientRequest history(String blocks) {
        return request("\"messages\":[{\"role\":\"assistant\",\"content\":[" + blocks
                + "]},{\"role\":\"user\",\"content\":\"Go on\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{}'|model|missing",
                "'{\"model\":\"m\"}'|messages|missing",
                "'{\"model\":\"m\",\"messages\":{}}'|messages|object",
                "'{\"model\":\"m\",\"messages\":[],\"stream\":1}'|stream|number"
            })
    void namesTheFieldThatIsWrong(String body, String field, String found) {
        assertThatThrownBy(() -> new MessagesDialect().read(ClientCall.of(utf8(body))))
                .isInstanceOfSatisfying(BadRequest.class, wrong -> {
                    assertThat(wrong.param()).isEqualTo(field);
                    assertThat(wrong.text()).startsWith("'" + field + "' is " + found + " (expected: ");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]'|messages[0].role",
                "'\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]'|messages[0].content[0].text",
                "'\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"x\"}}]}]'|messages[0].content[0].source.type",
                "'\"messages\":[],\"tools\":[{\"description\":\"x\"}]'|tools[0].name",
                "'\"messages\":[],\"tool_choice\":{\"type\":\"maybe\"}'|tool_choice.type",
                "'\"messages\":[],\"stop_sequences\":[1]'|stop_sequences[0]",
                "'\"messages\":[],\"temperature\":\"hot\"'|temperature"
            })
    void namesTheFieldThatCannotBeTranslated(String fields, String field) {
        ClientRequest request = request(fields);

        assertThatThrownBy(request::prompt)
                .isInstanceOfSatisfying(
                        BadRequest.class, wrong -> assertThat(wrong.param()).isEqualTo(field));
    }
}
