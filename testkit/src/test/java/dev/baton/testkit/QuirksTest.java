package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class QuirksTest {

    private static final String WITH_USAGE =
            RawCaller.STREAM.replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void leavesOutDone() throws Exception {
        assertThat(body(Quirk.MISSING_DONE)).doesNotContain("[DONE]").contains("\"finish_reason\":\"stop\"");
    }

    @Test
    void leavesOutTheFinish() throws Exception {
        assertThat(body(Quirk.MISSING_FINISH)).contains("[DONE]").doesNotContain("\"finish_reason\":\"stop\"");
        assertThat(HttpCaller.chat(provider, RawCaller.WHOLE).body()).doesNotContain("finish_reason");
    }

    @Test
    void saysANullFinish() throws Exception {
        String body = body(Quirk.NULL_FINISH);

        assertThat(Sse.finishReasons(body)).isEmpty();
        assertThat(Sse.chunks(body)).hasSize(1 + 2 + 1 + 1);
        assertThat(HttpCaller.chat(provider, RawCaller.WHOLE).body()).contains("\"finish_reason\":null");
    }

    @Test
    void leavesOutUsage() throws Exception {
        assertThat(Sse.chunks(body(Quirk.MISSING_USAGE)))
                .noneMatch(chunk -> chunk.path("usage").isObject());
        assertThat(HttpCaller.chat(provider, RawCaller.WHOLE).body()).doesNotContain("usage");
    }

    @Test
    void tellsUsageOnEveryChunk() throws Exception {
        List<JsonNode> chunks = Sse.chunks(body(Quirk.USAGE_ON_EVERY_CHUNK));

        assertThat(chunks)
                .extracting(chunk -> chunk.at("/usage/completion_tokens").asInt(-1))
                .containsExactly(0, 1, 2, 2, 2);
    }

    @Test
    void tellsUsageOnTheFinishChunk() throws Exception {
        List<JsonNode> chunks = Sse.chunks(body(Quirk.USAGE_ON_FINISH));

        assertThat(chunks).hasSize(1 + 2 + 1);
        assertThat(chunks.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(2);
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void repeatsTheRole() throws Exception {
        assertThat(Sse.chunks(body(Quirk.ROLE_ON_EVERY_CHUNK)).subList(0, 4))
                .allMatch(
                        chunk -> chunk.at("/choices/0/delta/role").asString("").equals("assistant"));
    }

    @Test
    void beginsAsAzureDoes() throws Exception {
        JsonNode first = Sse.chunks(body(Quirk.AZURE_FIRST_CHUNK)).getFirst();

        assertThat(first.path("choices")).isEmpty();
        assertThat(first.path("id").stringValue()).isEmpty();
        assertThat(first.path("model").stringValue()).isEmpty();
        assertThat(first.has("prompt_filter_results")).isTrue();
    }

    @Test
    void beginsWithAByteOrderMark() throws Exception {
        assertThat(body(Quirk.BOM)).startsWith("\u00EF\u00BB\u00BFdata: {");
    }

    @Test
    void leavesOutTheBlankAfterData() throws Exception {
        assertThat(body(Quirk.NO_SPACE_AFTER_DATA)).startsWith("data:{").endsWith("data:[DONE]\n\n");
    }

    @Test
    void spreadsDataOverLines() throws Exception {
        assertThat(body(Quirk.MULTI_LINE_DATA))
                .startsWith("data: {\ndata: \"id\":")
                .endsWith("}\n\ndata: [DONE]\n\n");
    }

    @Test
    void saysMoreAfterDone() throws Exception {
        String body = body(Quirk.DATA_AFTER_DONE);

        assertThat(body.substring(body.indexOf("[DONE]"))).contains("And one more thing.");
    }

    @ParameterizedTest
    @EnumSource(LineEnd.class)
    void endsLinesInEveryLegalWay(LineEnd lineEnd) throws Exception {
        provider.answers(Script.tokens("a").lineEnd(lineEnd));

        String body = RawCaller.ask(provider, RawCaller.STREAM).unchunked();

        String end = lineEnd.characters();
        assertThat(body.split(end + end, -1)).hasSize(1 + 1 + 1 + 1 + 1);
        assertThat(body.replace(end, "")).doesNotContain("\n", "\r");
    }

    @Test
    void canHaveSeveralQuirks() throws Exception {
        assertThat(body(Quirk.NO_SPACE_AFTER_DATA, Quirk.MISSING_DONE))
                .startsWith("data:{")
                .doesNotContain("[DONE]");
    }

    private String body(Quirk first, Quirk... more) throws Exception {
        provider.answers(Script.tokens("a", "b").quirks(first, more));
        return RawCaller.ask(provider, WITH_USAGE).unchunked();
    }
}
