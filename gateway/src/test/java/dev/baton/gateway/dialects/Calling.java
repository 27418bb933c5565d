package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Script;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tool calls, which a client may carry out as soon as it has them: none is made twice. */
final class Calling {

    private static final Heard.Call WEATHER = new Heard.Call("weather", json("{\"city\":\"Rome\"}"));
    private static final Heard.Call TIME = new Heard.Call("time", json("{}"));

    /** In tokens of {@link #twoCalls}: all but the end of the first call. */
    private static final int IN_A_CALL = 6;

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.ofOne("Tools, of which one must be called, one at a time", Calling::tools),
            Scenario.ofOne("Results of parallel tool calls, by their ids", Calling::results),
            Scenario.ofTwo("Failing over in a tool call, which is made once", Calling::heldCall));

    private Calling() {}

    private static Script twoCalls() {
        return Script.text("Let me look.")
                .toolCall("call_1", "weather", "{\"city\":", "\"Ro", "me\"}")
                .toolCall("call_2", "time", "{}");
    }

    private static void hasBoth(Heard heard) {
        assertThat(heard.error()).isEmpty();
        assertThat(heard.text()).isEqualTo("Let me look.");
        assertThat(heard.calls()).containsExactly(WEATHER, TIME);
        assertThat(heard.finish()).isEqualTo("tool_calls");
        assertThat(heard.complete()).isTrue();
    }

    private static void tools(Encounter met) throws Exception {
        met.b().answers(twoCalls());

        Heard heard = met.hear(Wish.TOOLS);

        assertThat(met.told().tools()).containsExactly("weather", "time");
        assertThat(met.told().choice()).isEqualTo("any");
        assertThat(met.told().serial())
                .isEqualTo(met.client().knowsSerialCalls() && met.first().knowsSerialCalls());
        assertThat(heard).satisfies(Calling::hasBoth);
    }

    private static void results(Encounter met) throws Exception {
        met.hear(Wish.RESULTS);

        assertThat(met.told().calls()).containsExactly(WEATHER, TIME);
        assertThat(met.told().results()).containsExactly("weather: sunny", "time: noon");
        assertThat(met.told().said()).containsExactly("user: Hi", "assistant: Let me look.", "user: And?");
    }

    private static void heldCall(Encounter met) throws Exception {
        assertThat(broken(met)).satisfies(Calling::hasBoth);
        assertThat(met.calls()).containsExactly(1, 1);
    }

    /** Server-b dies in its first call; server-c would say and call the same. */
    private static Heard broken(Encounter met) throws Exception {
        met.b().answers(twoCalls().dieAfter(IN_A_CALL, Death.FIN));
        met.c().answers(twoCalls());
        return met.hear(Wish.TOOLS);
    }

    private static JsonNode json(String text) {
        return Told.JSON.readTree(text);
    }
}
