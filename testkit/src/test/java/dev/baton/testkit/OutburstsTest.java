package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutburstsTest {

    private static final String ERROR =
            "{\"error\":{\"message\":\"The model crashed.\",\"type\":\"server_error\",\"param\":null,\"code\":\"engine_error\"}}";

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void saysAnErrorChunkAndEnds() throws Exception {
        assertThat(afterOneToken(Outburst.errorChunk())).isEqualTo("data: " + ERROR + "\n\n");
    }

    @Test
    void saysAnErrorChunkThenDone() throws Exception {
        assertThat(afterOneToken(Outburst.errorChunkThenDone())).isEqualTo("data: " + ERROR + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void saysANamedErrorEvent() throws Exception {
        assertThat(afterOneToken(Outburst.errorEvent())).isEqualTo("event: error\ndata: " + ERROR + "\n\n");
    }

    @Test
    void saysABareErrorLine() throws Exception {
        assertThat(afterOneToken(Outburst.errorLine())).isEqualTo(ERROR + "\n");
    }

    @Test
    void saysAnEarlyFinishAndDone() throws Exception {
        String said = afterOneToken(Outburst.finish("abort"));

        assertThat(Sse.finishReasons(said)).containsExactly("abort");
        assertThat(Sse.data(said)).hasSize(2).last().isEqualTo("[DONE]");
    }

    @Test
    void saysANullFinishAndDone() throws Exception {
        String said = afterOneToken(Outburst.finish(null));

        assertThat(said).contains("\"finish_reason\":null").endsWith("data: [DONE]\n\n");
        assertThat(Sse.data(said)).hasSize(2);
    }

    @Test
    void saysMalformedJsonAndGoesOn() throws Exception {
        assertThat(afterOneToken(Outburst.malformedJson()))
                .startsWith("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":}]}\n\ndata: {")
                .contains("\"content\":\"b\"")
                .endsWith("[DONE]\n\n");
    }

    @Test
    void endsInTheMiddleOfALine() throws Exception {
        assertThat(afterOneToken(Outburst.truncatedLine()))
                .isEqualTo("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hal");
    }

    @Test
    void saysBytesThatAreNotUtf8() throws Exception {
        assertThat(afterOneToken(Outburst.invalidUtf8()))
                .contains("\"caf\u00C3(\"")
                .endsWith("[DONE]\n\n");
    }

    @Test
    void saysAnOversizeEvent() throws Exception {
        assertThat(afterOneToken(Outburst.oversizeEvent(3_000_000)))
                .hasSizeGreaterThan(3_000_000)
                .endsWith("[DONE]\n\n");
    }

    @Test
    void floodsWithComments() throws Exception {
        String said = afterOneToken(Outburst.commentFlood(1_000));

        assertThat(said.lines().filter(line -> line.equals(": still here"))).hasSize(1_000);
        assertThat(said).contains("\"content\":\"b\"").endsWith("[DONE]\n\n");
    }

    @Test
    void finishesEarlyForEveryChoice() throws Exception {
        provider.answers(Script.tokens("a", "b").sayAfter(2, Outburst.finish("abort")));

        String body = HttpCaller.chat(provider, RawCaller.STREAM.replace("\"stream\"", "\"n\":2,\"stream\""))
                .body();

        assertThat(Sse.finishReasons(body)).containsExactly("abort", "abort");
    }

    @Test
    void spoilsABodyThatIsNotStreamed() throws Exception {
        provider.answers(Script.standard().sayAfter(30, Outburst.errorChunk()));

        String body = HttpCaller.chat(provider, RawCaller.WHOLE).body();

        assertThat(body).startsWith("{\"id\":").endsWith(ERROR);
        assertThat(Json.read(body.getBytes(StandardCharsets.UTF_8)).isMissingNode())
                .isTrue();
    }

    /** What comes after the token a; the body ends properly in every case. */
    private String afterOneToken(Outburst outburst) throws Exception {
        provider.answers(Script.tokens("a", "b").sayAfter(1, outburst));
        RawCaller.Heard heard = RawCaller.ask(provider, RawCaller.STREAM);
        assertThat(heard.text()).endsWith("0\r\n\r\n");
        assertThat(provider.requests()
                        .getFirst()
                        .awaitEnd(Duration.ofSeconds(2))
                        .way())
                .isEqualTo(RequestEnd.Way.FAILED_AS_SCRIPTED);
        String body = heard.unchunked();
        return body.substring(body.indexOf("\n\n", body.indexOf("\"content\":\"a\"")) + 2);
    }
}
