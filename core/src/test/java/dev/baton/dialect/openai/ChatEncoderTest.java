package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.ApiError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatEncoderTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Head FALLBACK = new Head("chatcmpl-own", 7, "chat");

    private final ChatEncoder encoder = new ChatEncoder(false, FALLBACK);
    private final StringBuilder written = new StringBuilder();

    /** Events as a provider sent them, read and written again. */
    private String relay(ChatEncoder to, String... payloads) {
        StringBuilder out = new StringBuilder();
        for (String payload : payloads) {
            out.append(text(to.encode(ChunkReader.read(Chunks.utf8(payload), Head.NONE, true))));
        }
        written.append(out);
        return out.toString();
    }

    private String relay(String... payloads) {
        return relay(encoder, payloads);
    }

    private String make(Head head, Part... parts) {
        String out = text(encoder.encode(AnswerEvent.of(head, List.of(parts))));
        written.append(out);
        return out;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static List<JsonNode> chunks(String stream) {
        return Stream.of(stream.split("\n\n"))
                .filter(event -> event.startsWith("data: {"))
                .map(event -> JSON.readTree(event.substring("data: ".length())))
                .toList();
    }

    private static JsonNode choice(JsonNode chunk) {
        return chunk.path("choices").path(0);
    }

    @Test
    void relaysWhatFitsByteForByte() {
        String odd = Chunks.text("c", "é😀").replace("\"object\"", "\"x\" : 1.50 , \"object\"");

        String out = relay(Chunks.role("c"), odd, Chunks.finish("c", "stop"));

        assertThat(out)
                .isEqualTo(Chunks.sse(Chunks.role("c")) + Chunks.sse(odd) + Chunks.sse(Chunks.finish("c", "stop")));
        assertThat(text(encoder.end())).isEqualTo("data: [DONE]\n\n");
    }

    @Test
    void keepsOneEnvelopeAcrossASeam() {
        Head other = new Head("other", 99, "m-other");
        relay(Chunks.role("c"), Chunks.text("c", "Hel"));

        make(other, new Part.Role(0), new Part.Text(0, "lo"));
        make(other, new Part.Finish(0, FinishReason.STOP));

        List<JsonNode> chunks = chunks(written.toString());
        assertThat(chunks).extracting(chunk -> chunk.path("id").asString()).containsOnly("c");
        assertThat(chunks).extracting(chunk -> chunk.path("created").asLong()).containsOnly(1_790_000_000L);
        assertThat(chunks).extracting(chunk -> chunk.path("model").asString()).containsOnly("m-c");
        assertThat(chunks)
                .filteredOn(chunk -> choice(chunk).path("delta").has("role"))
                .hasSize(1);
        assertThat(chunks)
                .filteredOn(chunk -> choice(chunk).hasNonNull("finish_reason"))
                .hasSize(1);
    }

    @Test
    void givesAChoiceItsRoleWhereItsServerForgetsIt() {
        List<JsonNode> chunks = chunks(relay(Chunks.text("c", "Hi")));

        assertThat(chunks).hasSize(2);
        assertThat(choice(chunks.getFirst()).path("delta"))
                .isEqualTo(JSON.readTree("{\"role\":\"assistant\",\"content\":\"\"}"));
    }

    @Test
    void writesTheRoleOnceWhereAServerRepeatsIt() {
        String repeated = Chunks.chunk("c", "\"delta\":{\"role\":\"assistant\",\"content\":\"lo\"}");

        List<JsonNode> chunks = chunks(relay(Chunks.role("c"), Chunks.text("c", "Hel"), repeated));

        assertThat(chunks).hasSize(3);
        assertThat(choice(chunks.getLast()).path("delta")).isEqualTo(JSON.readTree("{\"content\":\"lo\"}"));
    }

    @Test
    void namesACallOnceWhereAServerRepeatsIt() {
        String call =
                "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_a\",\"type\":\"function\",\"function\":{\"name\":\"w\",\"arguments\":\"%s\"}}]}";
        String rest = "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}";

        List<JsonNode> own = chunks(relay(
                Chunks.role("c"), Chunks.chunk("c", call.formatted("{")), Chunks.chunk("c", call.formatted("1}"))));
        written.setLength(0);
        make(FALLBACK, new Part.ToolCall(0, 1, "call_b", "w", "{"), new Part.ToolCall(0, 1, "call_b", "w", "1}"));

        assertThat(choice(own.get(1)).at("/delta/tool_calls/0/id").asString()).isEqualTo("call_a");
        assertThat(choice(own.get(2)).path("delta")).isEqualTo(JSON.readTree(rest));
        assertThat(choice(chunks(written.toString()).getLast()).path("delta"))
                .isEqualTo(JSON.readTree(rest.replace("\"index\":0", "\"index\":1")));
    }

    @Test
    void namesTwoCallsThatAServerPutsAtOnePlace() {
        String call =
                "\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"%s\",\"function\":{\"name\":\"w\",\"arguments\":\"{}\"}}]}";

        String out =
                relay(Chunks.role("c"), Chunks.chunk("c", call.formatted("a")), Chunks.chunk("c", call.formatted("b")));

        assertThat(out).contains("\"id\":\"a\"", "\"id\":\"b\"");
    }

    @Test
    void keepsOnlyTheFirstFinish() {
        String out = relay(Chunks.text("c", "Hi"), Chunks.finish("c", "stop"), Chunks.finish("c", "length"));

        assertThat(out).contains("\"stop\"").doesNotContain("\"length\"");
    }

    @Test
    void tellsTheUsageLastAndOnlyWhenAskedFor() {
        ChatEncoder asked = new ChatEncoder(true, FALLBACK);
        String[] stream = {Chunks.role("c"), Chunks.text("c", "Hi"), Chunks.finish("c", "stop"), Chunks.usage("c", 9, 2)
        };

        assertThat(relay(stream) + text(encoder.end())).doesNotContain("usage");
        assertThat(relay(asked, stream)).doesNotContain("usage");
        assertThat(text(asked.end())).isEqualTo(Chunks.sse(Chunks.usage("c", 9, 2)) + Chunks.DONE);
    }

    @Test
    void takesTheUsageOffEveryOtherChunk() {
        ChatEncoder asked = new ChatEncoder(true, FALLBACK);
        String counting = Chunks.text("c", "Hi").replace("\"choices\"", "\"usage\":{\"prompt_tokens\":1},\"choices\"");
        String last = Chunks.finish("c", "stop").replace("\"choices\"", "\"usage\":{\"prompt_tokens\":5},\"choices\"");

        String out = relay(asked, Chunks.role("c"), counting, last);

        assertThat(chunks(out)).hasSize(3).noneMatch(chunk -> chunk.has("usage"));
        assertThat(chunks(text(asked.end()))
                        .getLast()
                        .path("usage")
                        .path("prompt_tokens")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void keepsWhatAVendorSaysInTheUsage() {
        ChatEncoder asked = new ChatEncoder(true, FALLBACK);
        String usage = "{\"prompt_tokens\":1,\"completion_tokens\":2,\"prompt_cache_hit_tokens\":3}";
        relay(asked, Chunks.text("c", "Hi"), "{\"choices\":[],\"usage\":" + usage + "}");

        assertThat(chunks(text(asked.end())).getLast().path("usage")).isEqualTo(JSON.readTree(usage));
    }

    @Test
    void marksAGuessedUsageOutsideOfIt() {
        ChatEncoder asked = new ChatEncoder(true, FALLBACK);
        asked.encode(AnswerEvent.of(Head.NONE, List.of(new Part.Text(0, "Hi"))));
        asked.encode(AnswerEvent.of(Head.NONE, List.of(new Part.Usage(9, 2, true, null))));

        JsonNode chunk = chunks(text(asked.end())).getLast();

        assertThat(chunk.path("usage"))
                .isEqualTo(JSON.readTree("{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}"));
        assertThat(chunk.path("baton").path("usage").asString()).isEqualTo("estimated");
    }

    @Test
    void neverShowsAnErrorKeyOnAGoodChunk() {
        String out = relay(Chunks.text("c", "Hi").replace("\"choices\"", "\"error\":null,\"choices\""));

        assertThat(out).doesNotContain("error").contains("\"Hi\"");
    }

    @Test
    void takesTheIdentityOfTheFirstEventThatHasOne() {
        String azure = "{\"id\":\"\",\"object\":\"\",\"created\":0,\"model\":\"\",\"choices\":[],"
                + "\"prompt_filter_results\":[{\"prompt_index\":0}]}";

        String out = relay(azure, Chunks.role("c"), Chunks.text("c", "Hi"));

        assertThat(out).isEqualTo(Chunks.sse(Chunks.role("c")) + Chunks.sse(Chunks.text("c", "Hi")));
    }

    @Test
    void givesAnAnswerWithoutAnIdentityTheOneOfTheGateway() {
        JsonNode chunk = chunks(make(Head.NONE, new Part.Text(0, "Hi"))).getLast();

        assertThat(chunk.path("id").asString()).isEqualTo("chatcmpl-own");
        assertThat(chunk.path("created").asLong()).isEqualTo(7);
        assertThat(chunk.path("model").asString()).isEqualTo("chat");
    }

    @Test
    void givesACallOfAnotherDialectAnIdWhereItHasNone() {
        make(Head.NONE, new Part.ToolCall(0, 0, null, "f", "{}"), new Part.ToolCall(0, 1, null, "f", "{}"));
        make(Head.NONE, new Part.ToolCall(0, 1, null, null, " "));

        List<String> ids = chunks(written.toString()).stream()
                .map(chunk -> choice(chunk).at("/delta/tool_calls/0/id").asString(""))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).hasSize(2).doesNotHaveDuplicates().allMatch(id -> id.matches("call_[\\w-]{1,35}"));
    }

    @Test
    void numbersToolCallsThatCameWithoutAnIndex() {
        String bare = Chunks.chunk(
                "c",
                "\"delta\":{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\"}},"
                        + "{\"id\":\"b\",\"function\":{\"name\":\"g\"}}]}");

        JsonNode calls = choice(chunks(relay(bare)).getLast()).path("delta").path("tool_calls");

        assertThat(calls.get(0).path("index").asInt(-1)).isZero();
        assertThat(calls.get(1).path("index").asInt(-1)).isEqualTo(1);
    }

    @Test
    void buildsEveryPartOfTheVocabulary() {
        make(Head.NONE, new Part.Role(0), new Part.Reasoning(0, "Hm"), new Part.Text(0, "a\"é😀\n"));
        make(Head.NONE, new Part.Refusal(0, "No"), new Part.ToolCall(0, 1, "call_a", "f", ""));
        make(Head.NONE, new Part.ToolCall(0, 1, null, null, "{\"a\":1}"), new Part.Finish(0, FinishReason.TOOL_CALLS));

        List<JsonNode> choices =
                chunks(written.toString()).stream().map(ChatEncoderTest::choice).toList();
        assertThat(choices.stream().map(choice -> choice.path("delta").toString()))
                .containsExactly(
                        "{\"role\":\"assistant\",\"content\":\"\"}",
                        "{\"reasoning_content\":\"Hm\"}",
                        "{\"content\":\"a\\\"é😀\\n\"}",
                        "{\"refusal\":\"No\"}",
                        "{\"tool_calls\":[{\"index\":1,\"id\":\"call_a\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
                        "{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{\\\"a\\\":1}\"}}]}",
                        "{}");
        assertThat(choices.getLast().path("finish_reason").asString()).isEqualTo("tool_calls");
    }

    @Test
    void keepsSeveralChoicesApart() {
        String second = Chunks.text("c", "b").replace("\"index\":0", "\"index\":1");
        String secondEnds = Chunks.finish("c", "stop").replace("\"index\":0", "\"index\":1");

        List<JsonNode> chunks = chunks(
                relay(Chunks.text("c", "a"), second, Chunks.finish("c", "stop"), second, secondEnds, secondEnds));

        assertThat(chunks)
                .filteredOn(chunk -> choice(chunk).path("delta").has("role"))
                .hasSize(2);
        assertThat(chunks)
                .filteredOn(chunk -> choice(chunk).hasNonNull("finish_reason"))
                .hasSize(2);
        assertThat(chunks)
                .filteredOn(chunk ->
                        choice(chunk).path("delta").path("content").asString("").equals("b"))
                .hasSize(2);
    }

    @Test
    void writesNothingForAnEventThatIsOnlyForTheClock() {
        assertThat(make(Head.NONE)).isEmpty();
    }

    @Test
    void framesTheFinalErrorAsANamedEvent() {
        String error =
                text(encoder.error(ApiError.of(503, ApiError.Kind.UPSTREAM_UNAVAILABLE, "c", "two\nlines", false)));

        assertThat(error)
                .isEqualTo("event: error\ndata: {\"error\":{\"message\":\"two\\nlines\",\"type\":\"upstream_error\","
                        + "\"param\":null,\"code\":\"c\"}}\n\n");
    }

    @Test
    void keepsACommentOnOneLine() {
        assertThat(text(encoder.comment("a\r\n\ndata: b"))).isEqualTo(": a data: b\n\n");
    }
}
