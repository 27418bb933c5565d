package dev.baton.dialect.anthropic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.Losses;
import dev.baton.prompt.Content;
import dev.baton.prompt.Prompts;
import dev.baton.prompt.Source;
import dev.baton.prompt.Turn;
import dev.baton.prompt.Turn.Role;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Targets;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a provider of Messages is told by clients of other dialects. */
class MessagesProviderTest {

    private static String messages(Turn... turns) {
        Step step = new Step(Targets.anthropic("b", Continuation.NONE), Opening.RESTART);
        Losses losses = new Losses(Enum::name, step.target());
        return new String(new MessagesProvider().body(Prompts.talk(turns), step, "", losses), UTF_8)
                .replaceFirst(".*\"messages\":", "");
    }

    private static Turn user(Content... content) {
        return new Turn(Role.USER, List.of(content));
    }

    private static Content text(String text) {
        return new Content.Text(text);
    }

    private static Content plain(String text, Charset charset) {
        String data = Base64.getEncoder().encodeToString(text.getBytes(charset));
        return new Content.File(new Source.Inline("text/plain", data), null);
    }

    @Test
    void isToldNothingThatIsBlankAndNoTurnThatSaysNothing() {
        Content thought = new Content.Reasoning("Hm.", null);
        Content result = new Content.ToolResult("c", List.of(text(" "), text("1")), false);

        assertThat(messages(
                        user(text("Hi"), text("\n")),
                        new Turn(Role.ASSISTANT, List.of(thought)),
                        user(text("Well?")),
                        new Turn(Role.ASSISTANT, List.of(new Content.ToolCall("c", "f", "{}"))),
                        user(result)))
                .isEqualTo("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"},"
                        + "{\"type\":\"text\",\"text\":\"Well?\"}]},"
                        + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{}}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\","
                        + "\"content\":[{\"type\":\"text\",\"text\":\"1\"}]}]}]}");
    }

    @Test
    void isToldPlainTextsThatCanBeRead() {
        assertThat(messages(user(plain("é", UTF_8)))).contains("\"data\":\"é\"");
        assertThatThrownBy(() -> messages(user(plain("é", ISO_8859_1))))
                .isInstanceOfSatisfying(
                        BadRequest.class, refused -> assertThat(refused.param()).isEqualTo("FILE"));
    }
}
