package dev.baton.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dialect.known.Dialects;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Particulars;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Tools;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model is told of thinking is what the client wants, as near as words and numbers come to each other, or is named as lost. */
class ThinkingTest {

    @ParameterizedTest
    @CsvSource({
        // A budget is kept where the model takes it, and told where it does not.
        "GEMINI,gemini-2.5-flash,,2000,false",
        "GEMINI,gemini-2.5-flash,,30000,true",
        "GEMINI,gemini-2.5-flash,,100,true",
        "ANTHROPIC,claude-sonnet-4-5,,2000,false",
        "ANTHROPIC,claude-sonnet-4-5,,10000,true",
        "ANTHROPIC,claude-sonnet-4-5,,100,true",
        // An effort is a matter of words, as is a budget where there are only words.
        "GEMINI,gemini-2.5-flash,MAX,,false",
        "GEMINI,gemini-3-pro,XHIGH,,false",
        "GEMINI,gemini-3-pro,,2000,false",
        "ANTHROPIC,claude-sonnet-4-5,MAX,,false",
        "ANTHROPIC,claude-opus-4-6,XHIGH,,false",
        "ANTHROPIC,claude-opus-4-6,,2000,false",
        // Not everybody can do without.
        "GEMINI,gemini-2.5-flash,NONE,,false",
        "GEMINI,gemini-2.5-pro,NONE,,true",
        "GEMINI,gemini-3-flash,NONE,,true",
        "GEMINI,gemini-2.0-flash,NONE,,false",
        "ANTHROPIC,claude-opus-4-6,NONE,,false",
        "ANTHROPIC,claude-opus-5-5,NONE,,true",
        // Not everybody can.
        "GEMINI,gemini-2.0-flash,LOW,,true",
        "ANTHROPIC,claude-3-5-sonnet,LOW,,true",
        // The others have words for all of it.
        "OPENAI,a-model,,2000,false",
        "RESPONSES,a-model,,2000,false"
    })
    void isToldWhereItIsNotWhatTheClientWants(
            Protocol protocol, String model, Thinking.@Nullable Effort effort, @Nullable Integer budget, boolean told) {
        Thinking wanted = effort == Thinking.Effort.NONE ? Thinking.NONE : new Thinking(effort, budget);
        Losses losses = new Losses(Enum::name, target(protocol, model));

        Dialects.ofProviders(protocol)
                .body(thinking(wanted), new Step(target(protocol, model), Opening.RESTART), "", losses);

        assertThat(losses.dropped()).isEqualTo(told ? List.of("THINKING") : List.of());
    }

    private static Prompt thinking(Thinking wanted) {
        return new Prompt(
                List.of(Turn.of(Turn.Role.USER, "Hi")),
                Tools.NONE,
                new Limits(8_000L, List.of(), 1),
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                wanted,
                null,
                true,
                Particulars.NONE);
    }

    private static Target target(Protocol protocol, String model) {
        URI somewhere = URI.create("https://example.com");
        return new Target(
                new Provider("p", protocol, somewhere, null, null, ConnectionReuse.POOLED), model, Continuation.NONE);
    }
}
