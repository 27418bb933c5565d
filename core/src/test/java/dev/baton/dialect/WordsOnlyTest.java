package dev.baton.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.known.Dialects;
import dev.baton.prompt.Content;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Prompts;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image that is not the user's: in the orders of an application, or made by a model, as some of Gemini's do. */
class WordsOnlyTest {

    private static void ask(Protocol protocol, Turn.Role role) {
        Content image = new Content.Image(new Source.Inline("image/png", "iVBORw0K"), null);
        Prompt prompt = Prompts.talk(
                Turn.of(Turn.Role.USER, "Hi"),
                new Turn(role, List.of(new Content.Text("Look"), image)),
                Turn.of(Turn.Role.USER, "And?"));
        URI at = URI.create("https://example.com");
        Provider provider = new Provider("p", protocol, at, null, null, ConnectionReuse.POOLED);
        Target target = new Target(provider, "a-model", Continuation.NONE);

        Dialects.ofProviders(protocol)
                .body(prompt, new Step(target, Opening.RESTART), "", new Losses(Enum::name, target));
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, SYSTEM",
        "OPENAI, ASSISTANT",
        "ANTHROPIC, SYSTEM",
        "ANTHROPIC, ASSISTANT",
        "RESPONSES, ASSISTANT",
        "GEMINI, SYSTEM"
    })
    void passesOverWhoeverHasRoomForWordsAlone(Protocol protocol, Turn.Role role) {
        assertThatThrownBy(() -> ask(protocol, role))
                .isInstanceOfSatisfying(
                        BadRequest.class, refused -> assertThat(refused.param()).isEqualTo("IMAGE"));
    }

    @ParameterizedTest
    @CsvSource({"OPENAI, USER", "ANTHROPIC, USER", "RESPONSES, SYSTEM", "GEMINI, ASSISTANT"})
    void asksWhoeverHasRoomForMore(Protocol protocol, Turn.Role role) {
        assertThatCode(() -> ask(protocol, role)).doesNotThrowAnyException();
    }
}
