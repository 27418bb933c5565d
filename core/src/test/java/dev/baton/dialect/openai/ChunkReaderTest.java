package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.resilience.Observation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {

    /** A choice as a server writes it, without the braces, and what it says. */
    record Case(String about, String choice, List<Part> parts) {
        static Case of(String about, String choice, Part... parts) {
            return new Case(about, choice, List.of(parts));
        }

        @Override
        public String toString() {
            return about;
        }
    }

    private static AnswerEvent read(String payload) {
        return ChunkReader.read(Chunks.utf8(payload), Head.NONE, true);
    }

    private static AnswerEvent choice(String choice) {
        return read("{\"id\":\"c1\",\"choices\":[{" + choice + "}]}");
    }

    static Stream<Case> dialects() {
        return Stream.of(
                Case.of(
                        "role, first",
                        "\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null",
                        new Part.Role(0)),
                Case.of("text", "\"index\":0,\"delta\":{\"content\":\"Hi\"}", new Part.Text(0, "Hi")),
                Case.of(
                        "role and text in one",
                        "\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"}",
                        new Part.Role(0),
                        new Part.Text(0, "Hi")),
                Case.of(
                        "text and finish in one",
                        "\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"",
                        new Part.Text(0, "Hi"),
                        new Part.Finish(0, FinishReason.STOP)),
                Case.of(
                        "the index behind everything",
                        "\"finish_reason\":\"length\",\"delta\":{\"role\":\"assistant\",\"content\":\"a\","
                                + "\"reasoning\":\"b\",\"refusal\":\"c\",\"tool_calls\":[{\"index\":1}]},\"index\":3",
                        new Part.Role(3),
                        new Part.Text(3, "a"),
                        new Part.Reasoning(3, "b"),
                        new Part.Refusal(3, "c"),
                        new Part.ToolCall(3, 1, null, null, ""),
                        new Part.Finish(3, FinishReason.LENGTH)),
                Case.of("no index", "\"delta\":{\"content\":\"Hi\"}", new Part.Text(0, "Hi")),
                Case.of("content null", "\"delta\":{\"content\":null,\"role\":null}"),
                Case.of("delta null", "\"delta\":null"),
                Case.of("empty", ""),
                Case.of("DeepSeek thinks", "\"delta\":{\"reasoning_content\":\"Hm\"}", new Part.Reasoning(0, "Hm")),
                Case.of("vLLM thinks", "\"delta\":{\"reasoning\":\"Hm\"}", new Part.Reasoning(0, "Hm")),
                Case.of("empty thought", "\"delta\":{\"reasoning\":\"\",\"reasoning_content\":null}"),
                Case.of(
                        "Mistral thinks",
                        "\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
                                + "\"text\":\"Hm\"}]},{\"type\":\"text\",\"text\":\"Hi\"}]}",
                        new Part.Reasoning(0, "Hm"),
                        new Part.Text(0, "Hi")),
                Case.of("refusal", "\"delta\":{\"refusal\":\"No.\"}", new Part.Refusal(0, "No.")),
                Case.of(
                        "tool call begins",
                        "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
                        new Part.ToolCall(0, 0, "a", "f", "")),
                Case.of(
                        "tool call goes on",
                        "\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{\\\"a\"}}]}",
                        new Part.ToolCall(0, 1, null, null, "{\"a")),
                Case.of(
                        "tool calls without an index",
                        "\"delta\":{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"1\"}},"
                                + "{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"2\"}}]}",
                        new Part.ToolCall(0, 0, "a", "f", "1"),
                        new Part.ToolCall(0, 1, "b", "g", "2")),
                Case.of(
                        "custom tool",
                        "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"custom\","
                                + "\"custom\":{\"name\":\"f\",\"input\":\"x\"}}]}",
                        new Part.ToolCall(0, 0, "a", "f", "x")),
                Case.of(
                        "old function call",
                        "\"delta\":{\"function_call\":{\"name\":\"f\",\"arguments\":\"x\"}}",
                        new Part.ToolCall(0, 0, null, "f", "x")),
                Case.of("no function call", "\"delta\":{\"function_call\":null,\"tool_calls\":null}"),
                Case.of(
                        "what nobody here knows",
                        "\"delta\":{\"content\":\"Hi\",\"audio\":{\"data\":[1]},\"annotations\":[{\"a\":1}]},"
                                + "\"logprobs\":{\"content\":[{\"token\":\"Hi\"}]},\"stop_reason\":null",
                        new Part.Text(0, "Hi")));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void readsWhatAServerSays(Case row) {
        assertThat(choice(row.choice).parts()).isEqualTo(row.parts);
    }

    @ParameterizedTest
    @CsvSource({
        "stop,STOP",
        "eos,STOP",
        "eos_token,STOP",
        "stop_sequence,STOP_SEQUENCE",
        "length,LENGTH",
        "model_length,LENGTH",
        "tool_calls,TOOL_CALLS",
        "function_call,TOOL_CALLS",
        "content_filter,CONTENT_FILTER"
    })
    void knowsTheNormalEnds(String word, FinishReason reason) {
        assertThat(choice("\"delta\":{},\"finish_reason\":\"" + word + "\"").parts())
                .containsExactly(new Part.Finish(0, reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "error", "insufficient_system_resource", "recitation", "STOP", "a b\\nc"})
    void takesEveryOtherEndForAFailure(String word) {
        assertThatThrownBy(() -> choice("\"delta\":{},\"finish_reason\":\"" + word + "\""))
                .isInstanceOfSatisfying(
                        BadAnswer.class,
                        bad -> assertThat(bad.seen())
                                .asInstanceOf(type(Observation.Untrue.class))
                                .extracting(Observation.Untrue::detail)
                                .asString()
                                .contains("finish_reason")
                                .doesNotContain("\n"));
    }

    @Test
    void readsSeveralChoices() {
        AnswerEvent event = read("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}},"
                + "{\"index\":0,\"delta\":{\"content\":\"a\"}}]}");

        assertThat(event.parts()).containsExactly(new Part.Text(1, "b"), new Part.Text(0, "a"));
    }

    @Test
    void readsTheUsageAndKeepsItAsItCame() {
        String usage =
                "{ \"prompt_tokens\": 9,\"prompt_tokens_details\":{\"cached_tokens\":4}, \"completion_tokens\":2 }";

        AnswerEvent event = read("{\"id\":\"é\",\"choices\":[],\"usage\":" + usage + ",\"x\":1}");

        assertThat(event.parts()).singleElement().isInstanceOfSatisfying(Part.Usage.class, stated -> {
            assertThat(stated.prompt()).isEqualTo(9);
            assertThat(stated.completion()).isEqualTo(2);
            assertThat(stated.estimated()).isFalse();
            assertThat(stated.raw()).asString().isEqualTo(usage);
        });
        assertThat(event.relayable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Azure's first chunk
                "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{}]}",
                "{\"choices\":[],\"usage\":null}",
                "{\"choices\":null}",
                "{}"
            })
    void readsAnEventThatSaysNothing(String payload) {
        AnswerEvent event = read(payload);

        assertThat(event.parts()).isEmpty();
        assertThat(event.isUseful()).isFalse();
        assertThat(event.head()).isEqualTo(Head.NONE);
    }

    @Test
    void readsWhoSpeaks() {
        Head head = new Head("c1", 1_790_000_000, "m-1");

        AnswerEvent event = ChunkReader.read(
                Chunks.utf8("{\"model\":\"m-1\",\"created\":1790000000,\"id\":\"c1\",\"choices\":[]}"), head, true);

        assertThat(event.head()).isSameAs(head);
    }

    @Test
    void readsAWholeMessage() {
        AnswerEvent answer = ChunkReader.readWhole(
                Chunks.utf8("{\"choices\":[{\"index\":0,\"message\":{\"role\":"
                        + "\"assistant\",\"content\":\"Hi\",\"refusal\":null},\"finish_reason\":\"stop\"}]}"),
                true);

        assertThat(answer.parts())
                .containsExactly(new Part.Role(0), new Part.Text(0, "Hi"), new Part.Finish(0, FinishReason.STOP));
    }

    @Test
    void readsOnlyTheDeltaWhereAServerAddsTheWholeTextSoFar() {
        AnswerEvent event = choice("\"message\":{\"role\":\"assistant\",\"content\":\"Once upon\"},"
                + "\"delta\":{\"content\":\" upon\"}");

        assertThat(event.parts()).containsExactly(new Part.Text(0, " upon"));
        assertThatThrownBy(() -> choice("\"message\":{\"content\":\"Once\"},\"finish_reason\":\"stop\""))
                .as("which no client of a stream would see")
                .isInstanceOf(BadAnswer.class);
    }

    @Test
    void relaysOnlyWhatEveryClientCanRead() {
        assertThat(read(Chunks.text("c", "Hi")).relayable()).isTrue();
        assertThat(read("{\"choices\":[],\"error\":null}").relayable()).isFalse();
        assertThat(read("\uFEFF" + Chunks.text("c", "Hi")).relayable()).isFalse();
        assertThat(choice("\"delta\":{\"tool_calls\":[{\"id\":\"a\"}]}").relayable())
                .isFalse();
        assertThat(choice("\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\"}]}")
                        .relayable())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"x\",\"code\":500}}",
                "{\"error\":\"x\"}",
                "{\"error\":{}}",
                "{\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],"
                        + "\"error\":{\"code\":502}}"
            })
    void throwsTheErrorOfAnEvent(String payload) {
        assertThatThrownBy(() -> read(payload)).isInstanceOf(BadAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "{",
                "{\"choices\":[{\"delta\":{\"content\":\"Hi",
                "{\"choices\":[]}}",
                "{\"choices\":[]} {\"choices\":[]}",
                "[]",
                "\"text\"",
                "null",
                "{\"a\":NaN}",
                "{'a':1}"
            })
    void refusesWhatIsNotOneJsonObject(String payload) {
        assertThatThrownBy(() -> read(payload))
                .isInstanceOfSatisfying(
                        BadAnswer.class, bad -> assertThat(bad.seen()).isInstanceOf(Observation.Untrue.class));
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] payload = Chunks.utf8(Chunks.text("c", "ab?d"));
        for (int i = 0; i < payload.length; i++) {
            payload[i] = payload[i] == '?' ? (byte) 0xE9 : payload[i];
        }

        assertThatThrownBy(() -> ChunkReader.read(payload, Head.NONE, true)).isInstanceOf(BadAnswer.class);
        assertThatThrownBy(() -> ChunkReader.read(Chunks.usage("c", 1, 2).getBytes(UTF_16LE), Head.NONE, true))
                .isInstanceOf(BadAnswer.class);
    }

    @Test
    void saysNothingOfTheTextInItsErrors() {
        assertThatThrownBy(() -> read("{\"choices\":[{\"delta\":{\"content\":\"secret\"}}"))
                .isInstanceOfSatisfying(
                        BadAnswer.class,
                        bad -> assertThat(bad.seen().toString()).doesNotContain("secret"));
    }

    @Test
    void readsDeepNestingOfWhatItDoesNotKnowOrRefusesIt() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);

        assertThatThrownBy(() -> read("{\"x\":" + deep + "}")).isInstanceOf(BadAnswer.class);
    }
}
