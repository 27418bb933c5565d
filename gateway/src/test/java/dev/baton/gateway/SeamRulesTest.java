package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.relay.Moment;
import dev.baton.testkit.ContinuationStyle;
import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What of an answer can be gone on from exactly, and what cannot. Server d continues nothing, c what it is given; what an anchor
 * adds is with {@link AnchorRulesTest}.
 */
class SeamRulesTest {

    private static final String CALL = "weather:{\"city\":\"Oslo\"}";

    private static final String EXACT = "resume: { ladder: [prefill, replay] }";

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                1,
                Map.of(
                        "chat",
                        "targets: [b, c], " + EXACT,
                        "replayed",
                        "targets: [b, d], " + EXACT,
                        "streamed",
                        "targets: [b, c], tool-calls: stream",
                        "never",
                        "targets: [b, c], resume: { enabled: false }"),
                Map.of("c", "continuation: prefill"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    static List<Map<String, Object>> deterministic() {
        return List.of(Map.of("temperature", 0), Map.of("temperature", 0.0), Map.of("seed", 7, "temperature", 1));
    }

    @ParameterizedTest
    @MethodSource("deterministic")
    void aDeterministicRequestIsAskedAgainAndWhatTheClientHasIsSwallowed(Map<String, Object> fields) throws Exception {
        for (int tokens : new int[] {1, 20, 60}) {
            ground.on(lane -> {
                lane.b().answers(Script.standard().dieAfter(tokens, Death.FIN));

                StreamedAnswer answer =
                        with(fields, lane.streaming("replayed")).withUsage().to(lane.gateway());

                assertThat(answer).isWhole(Story.TEXT).tellsUsage().isFrom(lane.target(lane.b()), 1);
                assertThat(lane.callsMade()).containsExactly(1, 0, 1);
                assertThat(lane.d().requests().getFirst().body().path("messages"))
                        .isEqualTo(lane.b().requests().getFirst().body().path("messages"));
            });
        }
    }

    @Test
    void aReplayThatDepartsIsAnHonestError() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));
            lane.d().answers(Script.text(Successor.DEPARTURE));

            StreamedAnswer answer =
                    lane.streaming("replayed").with("temperature", 0).to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(20), ": " + lane.target(lane.b()) + ": ", "departed");
            // Then server b itself, which breaks at the same place as before, and once more as the last one left.
            assertThat(lane.callsMade()).containsExactly(3, 0, 1);
        });
    }

    @Test
    void whoBrokeMayReplayItsOwnAnswer() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN)).thenAnswers(Script.standard());
            lane.d().answers(Script.text(Successor.DEPARTURE));

            StreamedAnswer answer =
                    lane.streaming("replayed").with("temperature", 0).to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(2, 0, 1);
        });
    }

    @Test
    void aReplayThatEndsWithinWhatTheClientHasIsAnHonestError() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));
            lane.d().answers(Script.text(Tale.first(10)));

            StreamedAnswer answer =
                    lane.streaming("replayed").with("temperature", 0).to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(20), "finished within the delivered text");
        });
    }

    @Test
    void whoRefusesAPrefillIsAskedToReplay() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));
            lane.c().answers(Script.standard().continuation(ContinuationStyle.REFUSE));

            StreamedAnswer answer =
                    lane.streaming("chat").with("temperature", 0).to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 2, 0);
            assertThat(lane.c().requests().stream().map(Lane::prefillOf)).containsExactly(Tale.first(20), "");
        });
    }

    @Test
    void whoRefusesAPrefillIsNotAskedForOneByTheNextAnswer() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));
            lane.c().answers(Script.standard().continuation(ContinuationStyle.REFUSE));

            StreamedAnswer first = lane.streaming("chat").with("temperature", 0).to(lane.gateway());
            assertThat(first).isWhole(Story.TEXT);
            assertThat(lane.assertStory(first, Moment.Outcome.COMPLETE))
                    .hasAtLeastOneElementOfType(Moment.LearnedRefusal.class);
            StreamedAnswer second =
                    lane.streaming("chat").with("temperature", 0).to(lane.gateway());

            assertThat(second).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(2, 3, 0);
            assertThat(lane.c().requests().stream().map(Lane::prefillOf)).containsExactly(Tale.first(20), "", "");
        });
    }

    @Test
    void whoDepartsFromAPrefillAndFromAReplayIsGivenUp() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));
            lane.c().answers(Successor.DEPARTS.script());

            StreamedAnswer answer =
                    lane.streaming("chat").with("temperature", 0).to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(20), ": " + lane.target(lane.b()) + ": ");
            assertThat(lane.callsMade()).containsExactly(2, 2, 0);
        });
    }

    /** A declared prefill that is ignored by an answer without a word in common: no comparison can tell it. */
    @Test
    void aDeclarationThatIsFalseIsBelievedWhereNothingShowsIt() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));
            lane.c().answers(Script.standard().continuation(ContinuationStyle.ANSWER_ANEW));

            assertThat(lane.streaming("chat").to(lane.gateway())).isWhole(Tale.first(20) + Story.ANOTHER);
        });
    }

    @Test
    void whoIsNotKnownToContinueIsNotAskedTo() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));

            StreamedAnswer answer = lane.streaming("replayed").to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(20), ": " + lane.target(lane.b()) + ": ");
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    @Test
    void aModelThatResumesNothingStillFailsOverBeforeTheFirstToken() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN)).thenAnswers(Script.status(503));

            assertThat(lane.streaming("never").to(lane.gateway()))
                    .isHonestError(Tale.first(20), ": " + lane.target(lane.b()) + ": ");
            assertThat(lane.streaming("never").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(2, 1, 0);
        });
    }

    /** Text, the head of a call, and pieces of its arguments. */
    private static Script toolScript() {
        return Script.text("Let me look.").toolCall("call_1", "weather", "{\"ci", "ty\":\"Os", "lo\"}");
    }

    /** 3 tokens are its text, 4 the head of the call, 7 all but the finish. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 6, 7})
    void aToolCallThatBreaksIsMadeAnewAndSeenOnce(int tokens) throws Exception {
        ground.on(lane -> {
            lane.b().answers(toolScript().dieAfter(tokens, Death.FIN));
            lane.c().answers(toolScript());

            StreamedAnswer answer = lane.streaming("chat").to(lane.gateway());

            assertThat(answer).isWhole(Map.of(0, "Let me look."), "tool_calls").callsTools(CALL);
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
            assertThat(Lane.prefillOf(lane.c().requests().getFirst())).isEqualTo(tokens == 0 ? "" : "Let me look.");
        });
    }

    @Test
    void toolCallsWithoutTextAreRestarted() throws Exception {
        Script calls = Script.tokens()
                .toolCall("call_1", "weather", "{\"ci", "ty\":\"Oslo\"}")
                .toolCall("call_2", "time", "{}");
        ground.on(lane -> {
            lane.b().answers(calls.dieAfter(4, Death.FIN));
            lane.c().answers(calls);

            StreamedAnswer answer = lane.streaming("chat").to(lane.gateway());

            assertThat(answer)
                    .isWhole(Map.of(0, ""), "tool_calls")
                    .callsTools(CALL, "time:{}")
                    .isFrom(lane.target(lane.c()), 2);
            assertThat(Lane.prefillOf(lane.c().requests().getFirst())).isEmpty();
        });
    }

    @Test
    void aToolCallThatTheClientHasSeenIsNeverMadeTwice() throws Exception {
        ground.on(lane -> {
            lane.b().answers(toolScript().dieAfter(5, Death.FIN));
            lane.c().answers(toolScript());

            StreamedAnswer answer = lane.streaming("streamed").to(lane.gateway());

            assertThat(answer)
                    .isHonestError("Let me look.", lane.target(lane.b()))
                    .callsTools("weather:{\"ci");
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    static List<Map<String, Object>> notContinuable() {
        return List.of(
                Map.of("n", 2),
                Map.of("n", 2, "temperature", 0),
                Map.of("logprobs", true, "top_logprobs", 2),
                Map.of("top_logprobs", 2, "seed", 1),
                Map.of("guided_json", Map.of("type", "object")));
    }

    @ParameterizedTest
    @MethodSource("notContinuable")
    void whatCannotBeJoinedIsAnHonestErrorAfterTheFirstToken(Map<String, Object> fields) throws Exception {
        int choices = (Integer) fields.getOrDefault("n", 1);
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20 * choices, Death.FIN));

            StreamedAnswer answer = with(fields, lane.streaming("chat")).to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(20), ": " + lane.target(lane.b()) + ": ");
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    @ParameterizedTest
    @MethodSource("notContinuable")
    void whatCannotBeJoinedFailsOverBeforeTheFirstToken(Map<String, Object> fields) throws Exception {
        boolean two = fields.containsKey("n");
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(0, Death.FIN));

            StreamedAnswer answer = with(fields, lane.streaming("chat")).to(lane.gateway());

            assertThat(answer)
                    .isWhole(two ? Map.of(0, Story.TEXT, 1, Story.TEXT) : Map.of(0, Story.TEXT), "stop")
                    .isFrom(lane.target(lane.c()), 2);
        });
    }

    @Test
    void oneOfTwoChoicesWithoutItsFinishIsNoAnswer() throws Exception {
        ground.on(lane -> {
            // Held after all tokens, both texts are out; then only choice 0 is finished.
            lane.b().answers(Script.standard().sayAfter(120, finishOfTheFirstChoice()));

            StreamedAnswer answer = lane.streaming("chat").with("n", 2).to(lane.gateway());

            assertThat(answer.awaitEnd().events())
                    .noneMatch(StreamEvent::isDone)
                    .anyMatch(StreamEvent::isError);
            assertThat(lane.callsMade()).containsExactly(1, 0, 0);
        });
    }

    private static Outburst finishOfTheFirstChoice() {
        return Outburst.raw(
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
                false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void anAnswerOfWhichOnlyThoughtsWereDeliveredStartsAgain(int thoughts) throws Exception {
        Script thinking = Script.standard().reasoning("Let me think a moment.");
        ground.on(lane -> {
            lane.b().answers(thinking.dieAfter(thoughts, Death.FIN));
            lane.c().answers(thinking);

            StreamedAnswer answer = lane.streaming("chat").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
            assertThat(Lane.prefillOf(lane.c().requests().getFirst())).isEmpty();
        });
    }

    @Test
    void aPrefillTakesOffTheLimitWhatWasSpent() throws Exception {
        ground.on(lane -> {
            lane.b().answers(Script.standard().dieAfter(20, Death.FIN));

            assertThat(lane.streaming("chat").with("max_tokens", 500).to(lane.gateway()))
                    .isWhole(Story.TEXT);
            assertThat(lane.b().requests().getFirst().body().path("max_tokens").asInt())
                    .isEqualTo(500);
            assertThat(lane.c().requests().getFirst().body().path("max_tokens").asInt())
                    .isBetween(400, 499);
        });
    }

    private static ChatCall with(Map<String, Object> fields, ChatCall call) {
        ChatCall changed = call;
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            changed = changed.with(field.getKey(), field.getValue());
        }
        return changed;
    }
}
