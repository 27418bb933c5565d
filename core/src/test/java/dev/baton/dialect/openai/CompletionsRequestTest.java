package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.BadRequest;
import dev.baton.resilience.Opening;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.route.Route;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.Service;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.route.ThinkingSwitch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionsRequestTest {

    private static final Route TEXTS =
            Targets.route(RoutePolicy.DEFAULT, Targets.target("b")).serving(Service.COMPLETION);
    private static final Target TARGET = TEXTS.targets().findFirst().orElseThrow();

    private static CompletionsRequest request(String fields) {
        return CompletionsRequest.parse(("{\"model\":\"text\"" + fields + "}").getBytes(UTF_8));
    }

    private static String bodyFor(CompletionsRequest request, Opening opening, String delivered) {
        return new String(request.bodyFor(new Step(TARGET, opening), delivered), UTF_8);
    }

    @Test
    void isPassedOnAsItCame() {
        CompletionsRequest request = request(" , \"prompt\":\"Once\\u0020\",\"x\":1.50");

        assertThat(bodyFor(request, Opening.RESTART, ""))
                .isEqualTo("{\"model\":\"model-of-b\" , \"prompt\":\"Once\\u0020\",\"x\":1.50}");
    }

    @Test
    void goesOnFromThePromptAndTheTextSoFar() {
        CompletionsRequest request = request(",\"prompt\":\"Once \",\"max_tokens\":50,\"stream\":true");

        assertThat(bodyFor(request, Opening.PREFILL, "upon a \"time\" "))
                .isEqualTo("{\"model\":\"model-of-b\",\"prompt\":\"Once upon a \\\"time\\\"\",\"max_tokens\":47,"
                        + "\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void everyTargetGoesOnFromATextAndNoneIsAskedToInWords() {
        assertThat(TARGET.continuation().name()).isEqualTo("PREFILL");
        assertThat(TARGET.thinkingSwitch()).isEqualTo(ThinkingSwitch.NOT_NEEDED);
        assertThat(TEXTS.policy().resume().ladder()).isEqualTo(List.of(Rung.PREFILL, Rung.REPLAY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "\"Once\"              | -                       | true  | true  | false",
                "\"Once\"              | \"temperature\":0       | true  | true  | true",
                "\"Once\"              | \"n\":2                 | false | true  | false",
                "\"Once\"              | \"best_of\":1           | true  | true  | false",
                "\"Once\"              | \"best_of\":3           | false | true  | false",
                "\"Once\"              | \"echo\":false          | true  | true  | false",
                "\"Once\"              | \"echo\":true           | false | true  | false",
                "\"Once\"              | \"logprobs\":null       | true  | true  | false",
                "\"Once\"              | \"logprobs\":0          | false | true  | false",
                "\"Once\"              | \"suffix\":\"The end\"  | false | true  | false",
                "\"Once\"              | \"guided_json\":{}      | true  | false | false",
                "\"Once\"              | \"response_format\":{\"type\":\"json_object\"} | true | false | false",
                "[\"Once\"]            | -                       | false | true  | false",
                "[1,2]                 | -                       | false | true  | false",
                "null                  | -                       | false | true  | false",
            })
    void knowsWhatMattersWhenItBreaks(
            String prompt, String field, boolean continuable, boolean prefillable, boolean deterministic) {
        RequestTraits traits = request(",\"prompt\":" + prompt + (field == null ? "" : "," + field))
                .traits();

        assertThat(List.of(traits.continuable(), traits.prefillable(), traits.deterministic()))
                .isEqualTo(List.of(continuable, prefillable, deterministic));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\" | 1 | 1",
                "\"a\" | 3 | 3",
                "[\"a\",\"b\"] | 1 | 2",
                "[\"a\",\"b\"] | 3 | 6",
                "[1,2,3] | 1 | 1",
                "[[1],[2],[3]] | 2 | 6",
                "null | 1 | 1"
            })
    void wantsSoManyTextsForEachPrompt(String prompt, int n, int choices) {
        assertThat(request(",\"prompt\":" + prompt + ",\"n\":" + n).choices()).isEqualTo(choices);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "{}", "[]", "true"})
    void refusesAPromptThatIsNone(String prompt) {
        assertThatThrownBy(() -> request(",\"prompt\":" + prompt))
                .isInstanceOfSatisfying(
                        BadRequest.class, refused -> assertThat(refused.param()).isEqualTo("prompt"));
    }

    @Test
    void refusesMoreTextsThanAnybodyMakesAtATime() {
        String prompts = "\"a\",".repeat(99) + "\"a\"";

        assertThatThrownBy(() -> request(",\"prompt\":[" + prompts + "],\"n\":50"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("at most 4096 completions");
    }

    @Test
    void cannotBeTranslated() {
        assertThatThrownBy(() -> request(",\"prompt\":\"Once\"").prompt())
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("OpenAI");
    }
}
