package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers do not wait for each other: every one has a connection of its own. */
class ManyAtOnceTest {

    private static final int MANY = 300;

    @Test
    void anAnswerWaitsForNoOtherOne() {
        try (ScriptedProvider b = ScriptedProvider.start("b0");
                TestGateway gateway = TestGateway.start("""
                        baton:
                          server: { port: 0 }
                          providers: { b0: { base-url: "%s", reuse: none } }
                          models: { chat: { targets: [b0/model-b] } }
                        """.formatted(b.url()))) {
            b.answers(Script.standard().holdAfter(1));
            List<StreamedAnswer> held = Stream.generate(
                            () -> ChatCall.streaming("chat").to(gateway))
                    .limit(MANY)
                    .toList();
            held.forEach(answer -> answer.awaitTokens(1));

            b.answers(Script.standard());
            StreamedAnswer another = ChatCall.streaming("chat").to(gateway);

            assertThat(another).isWhole(Story.TEXT);
            assertThat(b.requests()).hasSize(MANY + 1);
            b.release(MANY);
            assertThat(held).allSatisfy(answer -> assertThat(answer).isWhole(Story.TEXT));
            b.awaitOpenConnections(0, Duration.ofSeconds(20));
        }
    }
}
