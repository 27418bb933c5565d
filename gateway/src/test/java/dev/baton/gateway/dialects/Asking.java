package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import java.util.List;

/** What a provider is told. */
final class Asking {

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.ofOne("A call at the provider's own address, with its key where it looks for it", Asking::address),
            Scenario.ofOne("Standing orders and the conversation so far", Asking::conversation),
            Scenario.ofOne("A limit and a temperature", Asking::limits),
            Scenario.ofTwo("A stop text, of a provider whose protocol has such", Asking::stop)
                    .where(met -> met.client().knowsStops()),
            Scenario.ofTwo("Images, in the request and, of a provider that fetches them, by address", Asking::images),
            Scenario.ofOne("Structured output by a JSON schema", Asking::schema),
            Scenario.ofOne("Thinking: asked for, and shown", Asking::thinking));

    private Asking() {}

    private static void address(Encounter met) throws Exception {
        met.hear(Wish.TALK);

        ReceivedRequest request = met.b().requests().getLast();
        assertThat(request.path())
                .isEqualTo("/v1" + met.first().path(met.first().model(), met.isStreamed()));
        assertThat(request.header(met.first().keyHeader()))
                .hasValueSatisfying(
                        value -> assertThat(value).startsWith(met.first().key()));
    }

    private static void conversation(Encounter met) throws Exception {
        met.hear(Wish.TALK);

        assertThat(met.told().system()).isEqualTo("Be brief.");
        assertThat(met.told().said()).containsExactly("user: Hi", "assistant: Hello.", "user: Go on");
    }

    private static void limits(Encounter met) throws Exception {
        met.hear(Wish.LIMITS);

        assertThat(met.told().maxTokens()).isEqualTo(100);
        assertThat(met.told().temperature()).isEqualTo(0.5);
    }

    private static void stop(Encounter met) throws Exception {
        Heard heard = met.hear(Wish.STOP);

        if (met.first().knowsStops()) {
            assertThat(met.told().stop()).containsExactly("END");
        } else if (met.second().knowsStops()) {
            assertThat(met.b().requests()).isEmpty();
            assertThat(met.secondTold().stop()).containsExactly("END");
        } else {
            assertThat(heard.status()).isEqualTo(400);
            assertThat(heard.error()).contains("stop");
        }
    }

    private static void images(Encounter met) throws Exception {
        Heard heard = met.hear(Wish.IMAGES);

        if (met.first().fetchesImages()) {
            assertThat(met.told()).satisfies(Asking::hasBothImages);
        } else if (met.second().fetchesImages()) {
            assertThat(met.b().requests()).isEmpty();
            assertThat(met.secondTold()).satisfies(Asking::hasBothImages);
        } else {
            assertThat(heard.status()).isEqualTo(400);
        }
    }

    private static void hasBothImages(Told told) {
        assertThat(told.said())
                .containsExactly(
                        "user: Look",
                        "user: [image data:image/png;base64,iVBORw0KGgo=]",
                        "user: [image https://example.com/a.png]");
    }

    private static void schema(Encounter met) throws Exception {
        met.b().answers(Script.text("{\"a\":1}"));

        assertThat(met.hear(Wish.SCHEMA).text()).isEqualTo("{\"a\":1}");
        assertThat(met.told().schema().at("/properties/a/type").asString()).isEqualTo("integer");
    }

    private static void thinking(Encounter met) throws Exception {
        met.b().answers(Script.text("Four.").reasoning("Two and two."));

        Heard heard = met.hear(Wish.THINKING);

        assertThat(met.told().thinks()).isTrue();
        assertThat(heard.reasoning()).isEqualTo("Two and two.");
        assertThat(heard.text()).isEqualTo("Four.");
    }
}
