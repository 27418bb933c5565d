package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.util.List;

/** What a client hears of an answer that its first provider does not complete. */
final class FailingOver {

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.ofTwo("Failing over before the first token", FailingOver::before),
            Scenario.ofTwo("Failing over in the middle of the body", FailingOver::inTheBody)
                    .only(Form.WHOLE),
            Scenario.ofTwo("Failing over in mid-sentence", FailingOver::seam).only(Form.STREAM),
            Scenario.ofTwo(
                            "Failing over in mid-sentence to a model that cannot go on from half an answer",
                            FailingOver::seamByAnchor)
                    .only(Form.STREAM),
            Scenario.ofTwo("Failing over in structured output", FailingOver::seamInASchema)
                    .only(Form.STREAM),
            Scenario.ofTwo("Failing over behind the thoughts of the first model", FailingOver::seamBehindThoughts)
                    .only(Form.STREAM),
            Scenario.ofTwo("An error when nobody can answer", FailingOver::nobodyAnswers),
            Scenario.ofTwo("An error when nobody can go on", FailingOver::nobodyGoesOn)
                    .only(Form.STREAM));

    private FailingOver() {}

    private static void before(Encounter met) throws Exception {
        met.b().answers(Script.status(503));

        assertThat(met.hear(Wish.TALK)).satisfies(Answering::isTheStory);
    }

    private static Script half() {
        return Script.standard().dieAfter(20, Death.FIN);
    }

    private static void inTheBody(Encounter met) throws Exception {
        met.b().answers(half());

        assertThat(met.hear(Wish.TALK)).satisfies(Answering::isTheStory);
    }

    private static void seam(Encounter met) throws Exception {
        met.b().answers(half());

        assertThat(met.hear(Wish.TALK)).satisfies(Answering::isTheStory);
        assertThat(met.secondTold().said().getLast())
                .startsWith("assistant: ")
                .satisfies(half -> assertThat(Story.TEXT).startsWith(half.substring("assistant: ".length())))
                .doesNotMatch("(?s).*\\s");
    }

    private static void seamByAnchor(Encounter met) throws Exception {
        met.b().answers(half());

        assertThat(met.hear(Wish.TALK, Course.BY_ANCHOR)).satisfies(Answering::isTheStory);
        assertThat(met.secondTold().said().getLast()).startsWith("user: Your last message was cut off.");
    }

    private static void seamInASchema(Encounter met) throws Exception {
        Script json = Script.tokens("{", "\"a\"", ": ", "1", "2", "}");
        met.b().answers(json.dieAfter(4, Death.FIN));
        met.c().answers(json);

        Heard heard = met.hear(Wish.SCHEMA);

        assertThat(heard.text()).isEqualTo("{\"a\": 12}");
        assertThat(heard.complete()).isTrue();
        assertThat(met.secondTold().schema().isMissingNode())
                .as("nothing enforces the format of a rest")
                .isTrue();
    }

    private static void seamBehindThoughts(Encounter met) throws Exception {
        met.b().answers(half().reasoning("Let me see."));
        met.c().answers(Script.standard().reasoning("Now what?"));

        Heard heard = met.hear(Wish.THINKING);

        assertThat(heard).satisfies(Answering::isTheStory);
        assertThat(heard.reasoning()).isEqualTo("Let me see.");
    }

    private static void nobodyAnswers(Encounter met) throws Exception {
        met.b().answers(Script.status(503));
        met.c().answers(Script.status(503));

        Heard heard = met.hear(Wish.TALK);

        assertThat(heard.status()).isIn(503, 529);
        assertThat(heard.error()).contains("server-b", "server-c");
        assertThat(heard.complete()).isFalse();
    }

    private static void nobodyGoesOn(Encounter met) throws Exception {
        met.b().answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.errorEvent()));
        met.b().release(1);
        met.c().answers(Script.status(503));

        Heard heard = met.hear(Wish.TALK);

        assertThat(heard.status()).isEqualTo(200);
        assertThat(Story.TEXT).startsWith(heard.text());
        assertThat(heard.text()).isNotEmpty();
        assertThat(heard.error()).contains("The model crashed.", "server-c");
        assertThat(heard.complete()).isFalse();
    }
}
