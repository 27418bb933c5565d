package dev.baton.dialect.gemini;

import static dev.baton.dialect.gemini.Responses.content;
import static dev.baton.dialect.gemini.Responses.finished;
import static dev.baton.dialect.gemini.Responses.response;
import static dev.baton.dialect.gemini.Responses.said;
import static dev.baton.dialect.gemini.Responses.sse;
import static dev.baton.dialect.gemini.Responses.text;
import static dev.baton.dialect.gemini.Responses.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.Expected;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiStreamTest {

    private final List<AnswerEvent> out = new ArrayList<>();

    private AnswerReader read(Expected expected, String... pieces) {
        AnswerReader reader = new GeminiProvider().streamReader(expected);
        for (String piece : pieces) {
            reader.read(utf8(piece), out::add);
        }
        return reader;
    }

    private AnswerReader read(boolean own, String... responses) {
        AnswerReader reader = read(new Expected(1, true, own));
        for (String each : responses) {
            reader.read(utf8(sse(each)), out::add);
        }
        return reader;
    }

    private List<Part> parts() {
        return out.stream().flatMap(event -> event.parts().stream()).toList();
    }

    @Test
    void readsATextAndWhatItCost() {
        AnswerReader reader = read(true, said("Hé"), finished("llo", "STOP"));

        assertThat(parts())
                .containsExactly(
                        new Part.Text(0, "Hé"),
                        new Part.Text(0, "llo"),
                        new Part.Finish(0, FinishReason.STOP),
                        new Part.Usage(10, 6, new Part.Usage.Details(3, 0, 2), false, null));
        assertThat(reader.stage()).isEqualTo(Stage.FINISHED);
        assertThat(out.getFirst().head().id()).isEqualTo("r1");
        assertThat(out.getFirst().head().model()).isEqualTo("g-x");
    }

    @Test
    void countsUsageThatStandsInEveryResponseOnce() {
        String running = ",\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":1}";

        read(false, response(content(text("Hi")), running), finished("", "STOP"));

        assertThat(parts()).filteredOn(Part.Usage.class::isInstance).hasSize(1);
    }

    @Test
    void keepsPayloadsForClientsOfItsDialectAlone() {
        read(true, said("Hi"));
        assertThat(out.getFirst().payload()).isEqualTo(utf8(said("Hi")));
        assertThat(out.getFirst().relayable()).isTrue();

        out.clear();
        read(false, said("Hi"));
        assertThat(out.getFirst().payload()).isNull();
        assertThat(out.getFirst().head().id()).isEmpty();
    }

    @Test
    void tellsThoughtsFromTextAndLeavesSignaturesInThePayload() {
        read(
                false,
                response(
                        content("{\"text\":\"Hm.\",\"thought\":true},{\"thoughtSignature\":\"czE=\",\"text\":\"Hi\"}"),
                        ""),
                response(content("{\"text\":\"\",\"thoughtSignature\":\"czI=\"}"), ""));

        assertThat(parts()).containsExactly(new Part.Reasoning(0, "Hm."), new Part.Text(0, "Hi"));
    }

    @Test
    void readsCallsWithAndWithoutIdsAndFinishesWithThem() {
        read(
                false,
                response(
                        content("{\"functionCall\":{\"id\":\"f1\",\"name\":\"weather\",\"args\":{\"city\": \"Rom\"}}}"),
                        ""),
                response(
                        content(
                                "{\"functionCall\":{\"name\":\"time\"}},{\"functionCall\":{\"name\":\"time\",\"args\":{}}}"),
                        ""),
                finished("", "STOP"));

        assertThat(parts())
                .startsWith(
                        new Part.ToolCall(0, 0, "f1", "weather", "{\"city\": \"Rom\"}"),
                        new Part.ToolCall(0, 1, null, "time", "{}"),
                        new Part.ToolCall(0, 2, null, "time", "{}"),
                        new Part.Finish(0, FinishReason.TOOL_CALLS));
    }

    @Test
    void readsTheWordThatOtherServersHaveForTheEndOfACall() {
        read(
                false,
                response(
                        content("{\"functionCall\":{\"name\":\"time\"}}") + ",\"finishReason\":\"FUNCTION_CALL\"", ""));

        assertThat(parts())
                .startsWith(new Part.ToolCall(0, 0, null, "time", "{}"), new Part.Finish(0, FinishReason.TOOL_CALLS));
    }

    @Test
    void numbersTheCallsOfEachCandidate() {
        String call = content("{\"functionCall\":{\"name\":\"f\"}}");

        read(new Expected(2, true, false), sse(response(call + ",\"index\":1", "")), sse(response(call, "")));

        assertThat(parts())
                .containsExactly(new Part.ToolCall(1, 0, null, "f", "{}"), new Part.ToolCall(0, 0, null, "f", "{}"));
    }

    @Test
    void takesABlockedPromptForAnAnswerThatAFilterEnded() {
        AnswerReader reader = read(
                true,
                "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{\"promptTokenCount\":4}}");

        assertThat(parts())
                .containsExactly(
                        new Part.Finish(0, FinishReason.CONTENT_FILTER),
                        new Part.Usage(4, 0, Part.Usage.Details.NONE, false, null));
        assertThat(reader.stage()).isEqualTo(Stage.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY"})
    void readsWhatAFilterEnded(String reason) {
        read(false, finished("No", reason));

        assertThat(parts()).contains(new Part.Finish(0, FinishReason.CONTENT_FILTER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTHER",
                "LANGUAGE",
                "MALFORMED_FUNCTION_CALL",
                "UNEXPECTED_TOOL_CALL",
                "NO_IMAGE",
                "NEWER_THAN_THIS"
            })
    void failsWhereTheAnswerWasGivenUp(String reason) {
        assertThatThrownBy(() -> read(true, said("Hi"), finished("", reason)))
                .isInstanceOfSatisfying(
                        BadAnswer.class,
                        bad -> assertThat(bad.seen())
                                .isEqualTo(new Observation.Untrue(
                                        "the answer was given up by its server (finishReason " + reason + ")")));
    }

    @Test
    void seesAnErrorThatComesAsLinesOutsideOfAnyEvent() {
        String error = "{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"overloaded\"\n  }\n}\n";
        AnswerReader reader = read(true, said("Hi"));

        BadAnswer bad = catchThrowableOfType(BadAnswer.class, () -> reader.read(utf8(error), out::add));

        assertThat(bad.seen()).isInstanceOf(Observation.ErrorEvent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"error\":{\"code\":500}}]\n", "{\"error\":{\"code\":500}}\n"})
    void seesErrorsInEitherForm(String lines) {
        AnswerReader reader = read(true, said("Hi"));

        assertThatThrownBy(() -> reader.read(utf8(lines), out::add)).isInstanceOf(BadAnswer.class);
    }

    @Test
    void seesAnErrorInAnEvent() {
        assertThatThrownBy(() -> read(true, said("Hi"), "{\"error\":{\"code\":500,\"status\":\"INTERNAL\"}}"))
                .isInstanceOfSatisfying(
                        BadAnswer.class, bad -> assertThat(bad.seen()).isInstanceOf(Observation.ErrorEvent.class));
    }

    @Test
    void failsWhereTheStreamEndsBeforeTheAnswer() {
        AnswerReader reader = read(true, said("Hi"));

        assertThatThrownBy(() -> reader.end(out::add)).isInstanceOf(BadAnswer.class);
    }

    @Test
    void isCompleteWithoutAnEndMarker() {
        AnswerReader reader = read(true, finished("Hi", "MAX_TOKENS"));

        reader.end(out::add);

        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
        assertThat(parts()).contains(new Part.Finish(0, FinishReason.LENGTH));
    }

    @Test
    void failsForACandidateThatNobodyAskedFor() {
        assertThatThrownBy(() -> read(true, response(content(text("Hi")) + ",\"index\":1", "")))
                .isInstanceOf(BadAnswer.class);
    }

    @Test
    void tellsOfWhatIsNoText() {
        read(true, response(content("{\"executableCode\":{\"code\":\"1\"}}"), ""));

        assertThat(parts()).containsExactly(new Part.Block(0, Part.Block.Kind.OTHER));
    }

    @Test
    void readsAnAnswerInOnePieceAndOneThatIsAListAlthoughNobodyAskedForAStream() {
        AnswerReader single = new GeminiProvider().bodyReader(new Expected(1, false, true));
        single.read(utf8(finished("Hi", "STOP")), out::add);
        single.end(out::add);
        assertThat(out.getFirst().payload()).isEqualTo(utf8(finished("Hi", "STOP")));

        out.clear();
        AnswerReader list = new GeminiProvider().bodyReader(new Expected(1, false, true));
        list.read(utf8("[" + said("He") + ",\r\n" + finished("llo", "STOP") + "]\n"), out::add);
        list.end(out::add);
        assertThat(parts())
                .startsWith(new Part.Text(0, "He"), new Part.Text(0, "llo"), new Part.Finish(0, FinishReason.STOP));
        assertThat(out.getFirst().payload()).as("no client reads that").isNull();
    }

    @Test
    void failsForABodyThatIsAnError() {
        AnswerReader reader = new GeminiProvider().bodyReader(new Expected(1, false, true));
        reader.read(utf8("[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}]"), out::add);

        assertThatThrownBy(() -> reader.end(out::add))
                .isInstanceOfSatisfying(
                        BadAnswer.class, bad -> assertThat(bad.seen()).isInstanceOf(Observation.ErrorEvent.class));
    }
}
