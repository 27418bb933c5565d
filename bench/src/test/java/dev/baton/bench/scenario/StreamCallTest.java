package dev.baton.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.bench.load.Address;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamCallTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");
    private final Address address = new Address(provider.port(), "bench", List.of());

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void takesTheTimeOfATokenAndLeavesWhenItLikes() throws IOException {
        provider.answers(Tokens.paced(Duration.ofMillis(1)).stallAfter(20));

        try (StreamCall call = StreamCall.begin(address)) {
            long token = call.awaitTokens(20);
            long left = call.leave();

            RequestEnd end = provider.awaitRequests(1, SOON).getFirst().awaitEnd(SOON);
            assertThat(token).isGreaterThan(call.sentAt());
            assertThat(end.way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
            assertThat(end.nanoTime()).isGreaterThan(left);
        }
    }

    @Test
    void refusesTokensOutOfTheirOrder() throws IOException {
        provider.answers(Script.tokens(" tok1", " tok3"));

        try (StreamCall call = StreamCall.begin(address)) {
            assertThatThrownBy(() -> call.awaitTokens(2)).hasMessage("token 3 where 2 should be");
        }
    }

    @Test
    void refusesAStreamThatEndsEarly() throws IOException {
        provider.answers(Script.tokens(" tok1"));

        try (StreamCall call = StreamCall.begin(address)) {
            assertThatThrownBy(() -> call.awaitTokens(2)).hasMessage("the stream ended behind 1 of 2 tokens: DONE");
        }
    }

    @Test
    void tellsHowTroubledStreamsEnd() throws InterruptedException {
        provider.answers(Tokens.paced(Duration.ZERO));
        Trouble.Outcomes healthy = new Trouble(address, 1).make(200);
        provider.answers(Tokens.paced(Duration.ZERO)
                .sayAfter(19, Outburst.raw("event: error\ndata: {\"error\":{\"message\":\"no\"}}\n\n", true)));
        Trouble.Outcomes failing = new Trouble(address, 2).make(200);

        assertThat(healthy.of(Trouble.Outcome.COMPLETE)).isPositive();
        assertThat(healthy.of(Trouble.Outcome.LEFT_AT_ONCE)).isPositive();
        assertThat(healthy.of(Trouble.Outcome.LEFT_IN_MID_STREAM)).isPositive();
        assertThat(healthy.problems()).containsExactly("no stream ended as ERROR_EVENT");
        assertThat(failing.of(Trouble.Outcome.ERROR_EVENT)).isPositive();
        assertThat(failing.problems()).containsExactly("no stream ended as COMPLETE");
    }
}
