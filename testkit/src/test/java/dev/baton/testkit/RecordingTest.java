package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.testkit.RequestEnd.Way;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void recordsWhatWasAsked() throws Exception {
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(
                    RawCaller.STREAM, "Authorization: Bearer upstream-key\r\nX-Twice: a\r\nx-twice: b\r\n"));
            ReceivedRequest request = provider.awaitRequests(1, SOON).getFirst();
            request.awaitEnd(SOON);

            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/v1/chat/completions");
            assertThat(request.header("authorization")).hasValue("Bearer upstream-key");
            assertThat(request.headers().get("x-twice")).containsExactly("a", "b");
            assertThat(request.header("x-none")).isEmpty();
            assertThat(request.body().path("model").asString()).isEqualTo("m");
            assertThat(request.tokensSent()).isEqualTo(60);
            assertThat(request.end().orElseThrow().way()).isEqualTo(Way.COMPLETED);
            assertThat(request.toString()).doesNotContain("upstream-key").contains("60 tokens", "COMPLETED");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void seesTheCallerLeaveWhileItStalls(boolean reset) throws Exception {
        provider.answers(Script.standard().stallAfter(5));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            ReceivedRequest request = provider.awaitRequests(1, SOON).getFirst();
            request.awaitTokens(5, SOON);
            assertThat(request.end()).isEmpty();

            long left = System.nanoTime();
            leave(caller, reset);

            RequestEnd end = request.awaitEnd(SOON);
            assertThat(end.way()).isEqualTo(Way.CALLER_LEFT);
            assertThat(Duration.ofNanos(end.nanoTime() - left)).isBetween(Duration.ZERO, Duration.ofMillis(500));
            assertThat(request.tokensSent()).isEqualTo(5);
        }
        provider.awaitOpenConnections(0, SOON);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void seesTheCallerLeaveBeforeTheHeaders(boolean reset) throws Exception {
        provider.answers(Script.standard().stallAt(Point.Stage.BEFORE_HEADERS));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            ReceivedRequest request = provider.awaitRequests(1, SOON).getFirst();

            leave(caller, reset);

            assertThat(request.awaitEnd(SOON).way()).isEqualTo(Way.CALLER_LEFT);
        }
    }

    @Test
    void seesTheCallerLeaveBetweenTokens() throws Exception {
        provider.answers(Script.standard().pace(Duration.ofSeconds(20)));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            ReceivedRequest request = provider.awaitRequests(1, SOON).getFirst();
            request.awaitTokens(1, SOON);

            leave(caller, false);

            assertThat(request.awaitEnd(SOON).way()).isEqualTo(Way.CALLER_LEFT);
            assertThat(request.tokensSent()).isEqualTo(1);
        }
    }

    @Test
    void seesACallerLeaveThatNeverReads() throws Exception {
        provider.answers(Script.standard().sayAfter(1, Outburst.oversizeEvent(40_000_000)));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            ReceivedRequest request = provider.awaitRequests(1, SOON).getFirst();
            request.awaitTokens(1, SOON);

            leave(caller, true);

            assertThat(request.awaitEnd(SOON).way()).isEqualTo(Way.CALLER_LEFT);
        }
    }

    @Test
    void recordsACallerThatAsksAndLeavesAtOnce() throws Exception {
        provider.answers(Script.standard().pace(Duration.ofSeconds(20)));
        for (int call = 1; call <= 50; call++) {
            try (RawCaller caller = new RawCaller(provider)) {
                caller.send(RawCaller.post(RawCaller.STREAM));
            }
            ReceivedRequest request = provider.awaitRequests(call, SOON).getLast();
            assertThat(request.awaitEnd(SOON).way()).isEqualTo(Way.CALLER_LEFT);
        }
    }

    @Test
    void countsOpenConnections() throws Exception {
        try (RawCaller first = new RawCaller(provider);
                RawCaller second = new RawCaller(provider)) {
            provider.awaitOpenConnections(2, SOON);
            first.close();
            provider.awaitOpenConnections(1, SOON);
            second.close();
            provider.awaitOpenConnections(0, SOON);
        }
        assertThat(provider.openConnections()).isZero();
    }

    @Test
    void endsRunningRequestsWhenItIsClosed() throws Exception {
        provider.answers(Script.standard().stallAfter(1));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            ReceivedRequest request = provider.awaitRequests(1, SOON).getFirst();
            request.awaitTokens(1, SOON);

            provider.close();

            assertThat(request.awaitEnd(SOON).way()).isEqualTo(Way.PROVIDER_CLOSED);
            provider.awaitOpenConnections(0, SOON);
        }
    }

    @Test
    void saysWhatItWaitedForInVain() throws Exception {
        provider.answers(Script.standard().stallAfter(3));
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));
            ReceivedRequest request = provider.awaitRequests(1, SOON).getFirst();
            request.awaitTokens(3, SOON);

            assertThatThrownBy(() -> provider.awaitRequests(2, Duration.ofMillis(10)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("within 10 ms expected 2 requests, there were 1");
            assertThatThrownBy(() -> request.awaitEnd(Duration.ofMillis(10)))
                    .hasMessage(
                            "within 10 ms request 1 (POST /v1/chat/completions, 3 tokens sent, running) did not end");
        }
    }

    @Test
    void startsAfreshAfterAReset() throws Exception {
        provider.answers(Script.status(503));
        HttpCaller.chat(provider, RawCaller.STREAM);
        provider.release(3);
        provider.refuseConnections();

        provider.reset();

        assertThat(provider.requests()).isEmpty();
        assertThat(HttpCaller.chat(provider, RawCaller.STREAM).statusCode()).isEqualTo(200);
    }

    private static void leave(RawCaller caller, boolean reset) throws Exception {
        if (reset) {
            caller.reset();
        } else {
            caller.close();
        }
    }
}
