package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.List;

/** What a client hears of an answer that one provider gives. */
final class Answering {

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.ofOne("An answer", Answering::story),
            Scenario.ofOne("What it cost, counted by the provider", Answering::usage),
            Scenario.ofOne("An answer that ends at its limit", met -> finish(met, "length")),
            Scenario.ofOne("An answer that a filter ends", met -> finish(met, "content_filter")),
            Scenario.ofTwo("A request that the provider refuses", Answering::refusal));

    private Answering() {}

    private static void story(Encounter met) throws Exception {
        Heard heard = met.hear(Wish.TALK);

        assertThat(heard).satisfies(Answering::isTheStory);
        assertThat(heard.model())
                .isEqualTo(met.first().saysItsModel() ? met.first().model() : met.model());
    }

    /** An answer that is all there. */
    static void isTheStory(Heard heard) {
        assertThat(heard.error()).isEmpty();
        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.text()).isEqualTo(Story.TEXT);
        assertThat(heard.finish()).isEqualTo("stop");
        assertThat(heard.complete()).isTrue();
        assertThat(heard.completionTokens()).isPositive();
    }

    private static void usage(Encounter met) throws Exception {
        Heard heard = met.hear(Wish.TALK);

        ReceivedRequest request = met.b().requests().getLast();
        // The client may have its answer before its last tokens are counted.
        request.awaitEnd(Duration.ofSeconds(5));
        assertThat(heard.completionTokens()).isEqualTo(request.tokensSent());
        assertThat(heard.promptTokens()).isBetween(4L, 20L);
    }

    private static void finish(Encounter met, String reason) throws Exception {
        met.b().answers(Script.text("Half a").finishReason(reason));

        Heard heard = met.hear(Wish.TALK);

        assertThat(heard.text()).isEqualTo("Half a");
        assertThat(heard.finish()).isEqualTo(reason);
    }

    private static void refusal(Encounter met) throws Exception {
        Script refusal = Script.error(400, "invalid_request_error", "bad_tool", "Tool 3 has no name.");
        met.b().answers(refusal);
        met.c().answers(refusal);

        Heard heard = met.hear(Wish.TALK);

        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.error()).isEqualTo("Tool 3 has no name.");
    }
}
