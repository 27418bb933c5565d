package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.RawCaller.Ending;
import dev.baton.testkit.RawCaller.Heard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireTest {

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void sendsAChunkForEachEvent() throws Exception {
        provider.answers(Script.tokens("a", "b"));

        Heard heard = RawCaller.ask(provider, RawCaller.STREAM);

        String body = heard.text().substring(heard.head().length());
        assertThat(heard.head()).contains("Transfer-Encoding: chunked\r\n").doesNotContain("Content-Length");
        assertThat(body.split("(?<=\n\n)\r\n"))
                .hasSize(1 + 2 + 1 + 1 + 1)
                .allMatch(chunk -> chunk.matches("(?s)[0-9a-f]+\r\n(data: .*\n\n)?(\r\n)?"));
    }

    @Test
    void answersSeveralRequestsOnOneConnection() throws Exception {
        provider.answers(Script.text("one")).thenAnswers(Script.status(503)).thenAnswers(Script.text("three"));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            assertThat(caller.hear(2_000, "0\r\n\r\n").text()).contains("\"content\":\"one\"");
            caller.send(RawCaller.post(RawCaller.WHOLE));
            assertThat(caller.hear(2_000, "error").text()).startsWith("HTTP/1.1 503 ");
            caller.send(RawCaller.post(RawCaller.WHOLE));
            assertThat(caller.hear(2_000, "total_tokens").text()).contains("\"content\":\"three\"");
        }
        assertThat(provider.requests()).extracting(ReceivedRequest::connection).containsExactly(1, 1, 1);
        assertThat(provider.requests()).extracting(ReceivedRequest::number).containsExactly(1, 2, 3);
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        provider.answers(Script.text("one")).thenAnswers(Script.text("two")).thenAnswers(Script.text("three"));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.WHOLE)
                    + RawCaller.post(RawCaller.STREAM)
                    + RawCaller.post(RawCaller.WHOLE, "Connection: close\r\n"));

            Heard heard = caller.hear();

            assertThat(heard.text()).containsSubsequence("\"one\"", "\"two\"", "[DONE]", "\"three\"");
            assertThat(heard.ending()).isEqualTo(Ending.FIN);
        }
    }

    @Test
    void readsChunkedRequests() throws Exception {
        try (RawCaller caller = new RawCaller(provider)) {
            String half = RawCaller.WHOLE.substring(0, 20);
            String rest = RawCaller.WHOLE.substring(20);
            caller.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: p\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                            + "14;ext=1\r\n" + half + "\r\n" + Integer.toHexString(rest.length()) + "\r\n" + rest
                            + "\r\n0\r\nTrailer: x\r\n\r\n");

            assertThat(caller.hear().text()).startsWith("HTTP/1.1 200 OK");
        }
        assertThat(provider.requests().getFirst().body().toString()).isEqualTo(RawCaller.WHOLE);
    }

    @Test
    void tellsACallerThatWaitsForItToContinue() throws Exception {
        try (RawCaller caller = new RawCaller(provider)) {
            String request = RawCaller.post(RawCaller.WHOLE, "Expect: 100-continue\r\n");
            int head = request.indexOf("\r\n\r\n") + 4;
            caller.send(request.substring(0, head));
            assertThat(caller.hear(2_000, "\r\n\r\n").text()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            caller.send(request.substring(head));

            assertThat(caller.hear(2_000, "total_tokens").text()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void refusesWhatIsNotARequest() throws Exception {
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send("hello\r\n\r\n");

            Heard heard = caller.hear();

            assertThat(heard.text()).startsWith("HTTP/1.1 400 ").contains("request line: hello");
        }
    }

    @Test
    void endsAStreamWithTheConnection() throws Exception {
        provider.answers(Script.tokens("a").framing(Framing.CLOSE_DELIMITED));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            Heard heard = caller.hear();

            assertThat(heard.head())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Connection: close")
                    .doesNotContain("Transfer-Encoding", "Content-Length");
            assertThat(heard.text()).endsWith("data: [DONE]\n\n");
            assertThat(heard.ending()).isEqualTo(Ending.FIN);
        }
    }

    @Test
    void speaksHttp10() throws Exception {
        provider.answers(Script.tokens("a").framing(Framing.HTTP_1_0));

        Heard heard = RawCaller.ask(provider, RawCaller.STREAM);

        assertThat(heard.head()).startsWith("HTTP/1.0 200 ").doesNotContain("Transfer-Encoding");
        assertThat(heard.text()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void countsAStreamBeforehand() throws Exception {
        provider.answers(Script.tokens("a").framing(Framing.CONTENT_LENGTH));

        Heard heard = RawCaller.ask(provider, RawCaller.STREAM);

        int length = heard.text().length() - heard.head().length();
        assertThat(heard.head()).contains("Content-Length: " + length + "\r\n");
    }

    @Test
    void promisesMoreThanItSendsWhenACountedStreamBreaks() throws Exception {
        provider.answers(Script.tokens("a", "b").framing(Framing.CONTENT_LENGTH));
        String whole = RawCaller.ask(provider, RawCaller.STREAM).head();
        provider.answers(Script.tokens("a", "b").framing(Framing.CONTENT_LENGTH).dieAfter(1, Death.FIN));

        Heard cut = RawCaller.ask(provider, RawCaller.STREAM);

        assertThat(cut.head()).isEqualTo(whole);
        assertThat(cut.text()).doesNotContain("\"content\":\"b\"");
    }

    @Test
    void liesAboutItsLengthWhenTold() throws Exception {
        provider.answers(Script.reply(200, "application/json", "{}").header("Content-Length", "7"));

        assertThat(RawCaller.ask(provider, RawCaller.WHOLE).text())
                .contains("Content-Length: 7\r\n")
                .doesNotContain("Content-Length: 2\r\n");
    }

    @Test
    void sendsInterimResponses() throws Exception {
        provider.answers(Script.tokens("a").interim(102, 103, 103));

        assertThat(RawCaller.ask(provider, RawCaller.STREAM).text())
                .startsWith("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n"
                        + "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n");
        assertThat(Sse.text(HttpCaller.chat(provider, RawCaller.STREAM).body())).isEqualTo("a");
    }

    @Test
    void sendsHugeHeaders() throws Exception {
        provider.answers(Script.tokens("a").header("x-padding", "x".repeat(70_000)));

        assertThat(RawCaller.ask(provider, RawCaller.STREAM).head()).hasSizeGreaterThan(70_000);
    }

    @Test
    void dripsByteByByte() throws Exception {
        provider.answers(Script.tokens("a").drip(1, Duration.ofMillis(5)));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            StringBuilder heard = new StringBuilder();
            int reads = 0;
            while (heard.length() < 40) {
                heard.append(caller.hearOnce());
                reads++;
            }

            assertThat(heard).startsWith("HTTP/1.1 200 OK\r\n");
            // A caller that is slow to wake may find a few bytes at once.
            assertThat(reads).isGreaterThan(20);
        }
    }

    @Test
    void losesNothingWhenItWritesSingleBytes() throws Exception {
        provider.answers(Script.standard().drip(1, Duration.ZERO));

        assertThat(Sse.text(HttpCaller.chat(provider, RawCaller.STREAM).body())).isEqualTo(Story.TEXT);
        assertThat(provider.requests().getFirst().tokensSent()).isEqualTo(60);
    }

    @Test
    void sendsASurplusResponseTogetherWithTheAnswersEnd() throws Exception {
        provider.answers(Script.tokens("a").surplusWithAnswer());
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            String heard = caller.hear(2_000, Story.SURPLUS).text();

            assertThat(heard).contains("data: [DONE]\n\n\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void putsTheSurplusIntoTheSameWrite() {
        HttpRequest request = new HttpRequest("POST", "/", "HTTP/1.1", Map.of(), new byte[0]);

        Screenplay screenplay = Screenplay.of(
                Reply.of(200, "application/json", "{}"), Script.standard().surplusWithAnswer(), request);

        assertThat(screenplay.steps())
                .last()
                .isInstanceOfSatisfying(
                        Step.Write.class,
                        write -> assertThat(new String(write.bytes(), StandardCharsets.UTF_8))
                                .startsWith("{}HTTP/1.1 200 OK")
                                .contains(Story.SURPLUS));
    }

    @Test
    void sendsASurplusResponseOnAnIdleConnection() throws Exception {
        provider.answers(Script.tokens("a").surplusAfter(Duration.ofMillis(30))).thenAnswers(Script.text("second"));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            assertThat(caller.hear(2_000, "0\r\n\r\n").text()).doesNotContain(Story.SURPLUS);

            assertThat(caller.hear(2_000, Story.SURPLUS).text()).startsWith("HTTP/1.1 200 OK");

            caller.send(RawCaller.post(RawCaller.STREAM));
            assertThat(caller.hear(2_000, "0\r\n\r\n").text()).contains("\"second\"");
        }
    }

    @Test
    void sendsASurplusResponseOnCommand() throws Exception {
        provider.answers(Script.tokens("a"));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            caller.hear(2_000, "0\r\n\r\n");

            assertThat(provider.sendSurplus()).isEqualTo(1);

            assertThat(caller.hear(2_000, Story.SURPLUS).text()).startsWith("HTTP/1.1 200 OK");
        }
    }
}
