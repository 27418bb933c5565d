package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.relay.Moment;
import dev.baton.testkit.AnchorStyle;
import dev.baton.testkit.ContinuationStyle;
import dev.baton.testkit.Death;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How an answer is gone on with by servers of which nothing is known, b and d, and what only the whole of it can show. */
class AnchorRulesTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String JSON = "{\"told\": \"one two three four\"}";

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                1,
                Map.of("unknown", "targets: [b, d]", "known", "targets: [b, c]", "both", "targets: [b, d, c]"),
                Map.of("c", "continuation: prefill"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    /** Dies after so many tokens, and is of no use after that. */
    private static void dies(Lane lane, Script script, int tokens) {
        lane.b().answers(script.dieAfter(tokens, Death.FIN)).thenAnswers(Script.status(401));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 20, 59, 60})
    void aServerOfWhichNothingIsKnownRepeatsTheEndAndGoesOn(int tokens) throws Exception {
        ground.on(lane -> {
            dies(lane, Script.standard(), tokens);

            StreamedAnswer answer = lane.streaming("unknown").withUsage().to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).tellsUsage().isFrom(lane.target(lane.b()), 1);
            assertThat(lane.callsMade()).containsExactly(1, 0, 1);
        });
    }

    @Test
    void behindAFewCharactersItIsAskedAnewAndWhatTheClientHasIsSwallowed() throws Exception {
        ground.on(lane -> {
            dies(lane, Script.standard(), 1);

            StreamedAnswer answer = lane.streaming("unknown").withUsage().to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT).tellsUsage().isFrom(lane.target(lane.b()), 1);
            assertThat(lane.callsMade()).containsExactly(1, 0, 1);
            assertThat(lane.d().requests().getFirst().body().path("messages"))
                    .isEqualTo(lane.b().requests().getFirst().body().path("messages"));
        });
    }

    @Test
    void behindAFewCharactersWhoBeginsOtherwiseIsNotBelieved() throws Exception {
        ground.on(lane -> {
            dies(lane, Script.standard(), 1);
            lane.d().answers(Script.text("Sure, here it is: " + Story.TEXT));

            StreamedAnswer answer = lane.streaming("unknown").to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(1), ": " + lane.target(lane.b()) + ": ");
            assertThat(lane.callsMade()).containsExactly(2, 0, 1);
        });
    }

    @Test
    void theRequestStaysWhatItWasButForTwoMessagesMore() throws Exception {
        List<Object> tools = List.of(Map.of("type", "function", "function", Map.of("name", "weather")));
        ground.on(lane -> {
            dies(lane, Script.standard(), 20);

            StreamedAnswer answer = lane.streaming("unknown")
                    .with("tools", tools)
                    .with("tool_choice", "auto")
                    .with("max_tokens", 500)
                    .to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT);
            JsonNode first = lane.b().requests().getFirst().body();
            JsonNode second = lane.d().requests().getFirst().body();
            assertThat(second.path("tools")).isEqualTo(first.path("tools"));
            assertThat(second.path("tool_choice")).isEqualTo(first.path("tool_choice"));
            assertThat(second.path("messages")).hasSize(3);
            assertThat(second.path("messages").get(0))
                    .isEqualTo(first.path("messages").get(0));
            assertThat(second.path("messages").get(1).path("content").asString())
                    .isEqualTo(Tale.first(20));
            assertThat(second.path("max_tokens").asInt()).isBetween(480, 499);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = AnchorStyle.class,
            names = {"ECHO", "INTRODUCE", "RESPACE"})
    void whatStandsAroundARepetitionIsCutOff(AnchorStyle style) throws Exception {
        ground.on(lane -> {
            dies(lane, Script.standard(), 20);
            lane.d().answers(Script.standard().anchor(style));

            assertThat(lane.streaming("unknown").to(lane.gateway())).isWhole(Story.TEXT);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = AnchorStyle.class,
            mode = Mode.EXCLUDE,
            names = {"OBEY", "ECHO", "INTRODUCE", "RESPACE"})
    void whoeverDoesSomethingElseIsNotBelieved(AnchorStyle style) throws Exception {
        ground.on(lane -> {
            dies(lane, Script.standard(), 20);
            lane.d().answers(Script.standard().anchor(style));

            StreamedAnswer answer = lane.streaming("unknown").to(lane.gateway());

            assertThat(answer).isHonestError(Tale.first(20), ": " + lane.target(lane.b()) + ": ");
            assertThat(lane.callsMade()).containsExactly(2, 0, 1);
        });
    }

    @Test
    void whoContinuesExactlyIsAskedBeforeWhoHasToBeAskedForAnAnchor() throws Exception {
        ground.on(lane -> {
            dies(lane, Script.standard(), 20);

            assertThat(lane.streaming("both").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @Test
    void whoRefusesAPrefillIsAskedForAnAnchor() throws Exception {
        ground.on(lane -> {
            dies(lane, Script.standard(), 20);
            lane.c().answers(Script.standard().continuation(ContinuationStyle.REFUSE));

            StreamedAnswer answer = lane.streaming("known").to(lane.gateway());

            assertThat(answer).isWhole(Story.TEXT);
            assertThat(lane.callsMade()).containsExactly(1, 2, 0);
        });
    }

    @Test
    void thoughtsThatCannotBeSwitchedOffLeadToAnAnchor() throws Exception {
        Script thinking = Script.standard().reasoning("Let me think a moment.");
        ground.on(lane -> {
            dies(lane, thinking, 25);
            lane.c().answers(thinking);

            assertThat(lane.streaming("known").to(lane.gateway())).isWhole(Story.TEXT);
            assertThat(lane.c().requests().getFirst().body().path("messages")).hasSize(3);
        });
    }

    @ParameterizedTest
    @CsvSource({"known, json_object", "known, json_schema", "unknown, json_schema"})
    void structuredOutputIsGoneOnWith(String model, String format) throws Exception {
        ground.on(lane -> {
            lane.servers().forEach(server -> server.answers(Script.text(JSON)));
            dies(lane, Script.text(JSON), 3);

            StreamedAnswer answer = structured(lane, model, format).to(lane.gateway());

            assertThat(answer).isWhole(JSON);
            ReceivedRequest last = lane.servers()
                    .skip(1)
                    .flatMap(server -> server.requests().stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(last.body().path("response_format").path("type").asString())
                    .isEqualTo("text");
        });
    }

    private static ChatCall structured(Lane lane, String model, String format) {
        Map<String, Object> shape = Map.of(
                "properties", Map.of("told", Map.of("type", "string")),
                "required", List.of("told"),
                "additionalProperties", false);
        Map<String, Object> schema = Map.of("name", "story", "schema", shape);
        return lane.streaming(model).with("response_format", Map.of("type", format, "json_schema", schema));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"told\": \"one two\"} Done.",
                "{\"told\": \"one two three",
                "{\"told\": \"one two\", \"more\": 1}"
            })
    void structuredOutputThatIsNoneHasNoFinish(String whole) throws Exception {
        ground.on(lane -> {
            dies(lane, Script.text(JSON), 3);
            lane.c().answers(Script.text(whole));

            StreamedAnswer answer = structured(lane, "known", "json_schema").to(lane.gateway());

            assertThat(answer).isHonestError(whole, ": " + lane.target(lane.b()) + ": ", "the whole answer ");
            assertThat(lane.callsMade()).containsExactly(1, 1, 0);
        });
    }

    @Test
    void aStopStringThatIsCompletedAcrossTheSeamEndsTheAnswerAndTheCall() throws Exception {
        ground.on(lane -> {
            dies(lane, Script.tokens("It is", " said. EN"), 2);
            lane.c()
                    .answers(Script.tokens("It is", " said. EN", "D", ". And", " more")
                            .stallAfter(3));

            StreamedAnswer answer =
                    lane.streaming("known").with("stop", "END.").withUsage().to(lane.gateway());

            assertThat(answer).isWhole("It is said. EN").tellsUsage();
            assertThat(lane.c().requests().getFirst().awaitEnd(SOON).way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
        });
    }

    @Test
    void anAnswerThatHasItsStopStringOrItsLengthNeedsNobodyElse() throws Exception {
        ground.on(lane -> {
            dies(lane, Script.standard(), 20);
            StreamedAnswer stopped =
                    lane.streaming("known").with("stop", Tale.TOKENS.get(19)).to(lane.gateway());
            assertThat(stopped).isWhole(Tale.first(20));

            dies(lane, Script.standard(), 20);
            StreamedAnswer full =
                    lane.streaming("known").with("max_tokens", 20).withUsage().to(lane.gateway());

            assertThat(full).isWhole(Map.of(0, Tale.first(20)), "length").tellsUsage();
            assertThat(full.body()).contains("\"baton\":{\"usage\":\"estimated\"}");
            assertThat(lane.assertStory(full, Moment.Outcome.COMPLETE))
                    .hasAtLeastOneElementOfType(Moment.Settled.class);
            assertThat(lane.callsMade()).containsExactly(2, 0, 0);
        });
    }
}
