package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.WireClient.Answer;
import dev.baton.resilience.Failure;
import dev.baton.resilience.FailureClassifier;
import dev.baton.resilience.Observation;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reactions are sealed and classification is open: what operators and applications say a failure is, decides what is done. */
class OwnClassifierTest {

    /** An application's own: a teapot asks for a rest, and a maintenance page is not worth another try. */
    private static final FailureClassifier OF_THE_APPLICATION = (step, seen) -> switch (seen) {
        case Observation.Refused refused
        when refused.status() == 418 -> Optional.of(new Failure.Transient(step.target(), "a teapot"));
        case Observation.Refused refused
        when refused.headers().containsKey("x-maintenance") ->
            Optional.of(new Failure.Unavailable(
                    step.target(), "maintenance until " + refused.headers().get("x-maintenance")));
        case Observation.Refused refused
        when refused.status() == 599 -> throw new IllegalStateException("a classifier with a defect");
        default -> Optional.empty();
    };

    private static ScriptedProvider b;
    private static ScriptedProvider c;
    private static TestGateway plain;
    private static TestGateway embedded;

    @BeforeAll
    static void start() {
        b = ScriptedProvider.start("server-b");
        c = ScriptedProvider.start("server-c");
        String yaml = """
                baton:
                  server: { port: 0 }
                  providers:
                    server-b: { base-url: "%s" }
                    server-c: { base-url: "%s" }
                  defaults: { retry: { backoff: 1ms } }
                  models:
                    chat: { targets: [server-b/gpt-x, server-c/gpt-y] }
                    ruled:
                      targets: [server-b/gpt-x, server-c/gpt-y]
                      classify:
                        - { status: 520, as: transient }
                        - { status: 500, as: unavailable }
                        - { status: 418, as: caller-fault }
                        - { body-contains: "quota", as: quota-exhausted }
                """.formatted(b.url(), c.url());
        plain = TestGateway.start(yaml);
        embedded = TestGateway.start(yaml, OF_THE_APPLICATION);
    }

    @AfterAll
    static void stop() {
        plain.close();
        embedded.close();
        b.close();
        c.close();
    }

    @BeforeEach
    void reset() {
        b.reset();
        c.reset();
        plain.forget();
        embedded.forget();
    }

    /** Asks and returns what the client got; how often B was asked follows from its recording. */
    private static Answer ask(TestGateway gateway, String model) throws Exception {
        try (WireClient client = new WireClient(gateway)) {
            return client.post(ChatText.whole(model)).answer();
        }
    }

    private static void assertThatCGaveTheAnswerAfter(int callsToB, Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(ChatText.ofWhole(answer.body())).isEqualTo(Story.TEXT);
        assertThat(answer.header("x-baton-target")).isEqualTo("server-c/gpt-y");
        assertThat(b.requests()).hasSize(callsToB);
        assertThat(c.requests()).hasSize(1);
    }

    @Test
    void asksAgainWhereARuleCallsAStatusTransient() throws Exception {
        b.answers(Script.status(520));

        assertThatCGaveTheAnswerAfter(2, ask(plain, "ruled"));
    }

    @Test
    void movesOnAtOnceFromTheSameStatusWithoutThatRule() throws Exception {
        b.answers(Script.status(520));

        assertThatCGaveTheAnswerAfter(1, ask(plain, "chat"));
    }

    @Test
    void movesOnAtOnceWhereARuleCallsAStatusUnavailable() throws Exception {
        b.answers(Script.status(500));

        assertThatCGaveTheAnswerAfter(1, ask(plain, "ruled"));
    }

    @Test
    void asksAgainAfterTheSameStatusWithoutThatRule() throws Exception {
        b.answers(Script.status(500));

        assertThatCGaveTheAnswerAfter(2, ask(plain, "chat"));
    }

    @Test
    void movesOnWhereARuleFindsItsWordsInABody() throws Exception {
        b.answers(Script.error(400, "bad_request", null, "Your Quota of images is used up."));

        assertThatCGaveTheAnswerAfter(1, ask(plain, "ruled"));
    }

    @Test
    void blamesTheCallerForTheSameBodyWithoutThatRule() throws Exception {
        b.answers(Script.error(400, "bad_request", null, "Your Quota of images is used up."));

        Answer answer = ask(plain, "chat");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Your Quota of images is used up.");
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void movesOnWhereARuleFindsItsWordsInAnErrorWithinTheStream() throws Exception {
        b.answers(Script.standard()
                .sayAfter(
                        0,
                        Outburst.raw(
                                "data: {\"error\":{\"message\":\"quota\",\"type\":\"invalid_request_error\"}}\n\n",
                                false)));
        try (WireClient client = new WireClient(plain)) {
            Answer answer = client.post(ChatText.stream("ruled")).answer();

            assertThat(ChatText.of(answer.body().lines().toList())).isEqualTo(Story.TEXT);
        }
        assertThat(c.requests()).hasSize(1);
    }

    @Test
    void obeysTheClassifierOfTheApplication() throws Exception {
        b.answers(Script.status(418));

        assertThatCGaveTheAnswerAfter(2, ask(embedded, "chat"));
    }

    @Test
    void asksTheClassifierOfTheApplicationBeforeTheRules() throws Exception {
        b.answers(Script.status(418));

        assertThatCGaveTheAnswerAfter(2, ask(embedded, "ruled"));
    }

    @Test
    void showsTheClassifierTheHeaders() throws Exception {
        b.answers(Script.status(500).header("X-Maintenance", "noon"));
        c.answers(Script.status(503));

        Answer answer = ask(embedded, "chat");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("maintenance until noon");
        assertThat(b.requests()).hasSize(1);
    }

    @Test
    void leavesWhatTheClassifierDoesNotKnowToTheOthers() throws Exception {
        b.answers(Script.error(400, "bad_request", null, "out of quota"));

        assertThatCGaveTheAnswerAfter(1, ask(embedded, "ruled"));
    }

    @Test
    void failsHonestlyWhenTheClassifierHasADefect() throws Exception {
        b.answers(Script.status(599));

        try (Logs logs = Logs.usual()) {
            Answer answer = ask(embedded, "chat");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("internal_error").doesNotContain("defect");
            assertThat(logs.complaints()).singleElement().asString().contains("a classifier with a defect");
        }
    }
}
