package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Death;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tool calls, which a client may carry out as soon as it has them: none is made twice. */
final class Calling {

    private static final Heard.Call WEATHER = new Heard.Call("weather", json("{\"city\":\"Rome\"}"));
    private static final Heard.Call TIME = new Heard.Call("time", json("{}"));

    /** In tokens of {@link #twoCalls}: some of the text, all but the end of the first call, the first call and a piece of the next. */
    private static final int IN_THE_TEXT = 2;

    private static final int IN_A_CALL = 6;
    private static final int BEHIND_A_CALL = 8;

    static final List<Scenario> SCENARIOS = List.of(
            Scenario.ofOne("Tools, of which one must be called, one at a time", Calling::tools),
            Scenario.ofOne("Results of parallel tool calls, by their ids", Calling::results),
            Scenario.ofOne("Tool calls that are handed on while they are made", Calling::atOnce)
                    .only(Form.STREAM),
            Scenario.ofTwo("Failing over in a tool call, which is made once", Calling::heldCall),
            Scenario.ofTwo("Failing over before a tool call that would be handed on", Calling::callToCome)
                    .only(Form.STREAM),
            Scenario.ofTwo("An error behind a tool call that the client has, which nobody makes again", Calling::call)
                    .only(Form.STREAM),
            Scenario.ofTwo("An error in a tool call of which the client has a piece", Calling::pieceOfACall)
                    .only(Form.STREAM),
            Scenario.ofOne("Tool calls of which all but the end of the stream has come", Calling::allCalls)
                    .only(Form.STREAM));

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

    private static void atOnce(Encounter met) throws Exception {
        met.b().answers(twoCalls());

        assertThat(met.hear(Wish.TOOLS, Course.CALLS_AT_ONCE)).satisfies(Calling::hasBoth);
    }

    private static void heldCall(Encounter met) throws Exception {
        assertThat(broken(met, IN_A_CALL, Course.USUAL)).satisfies(Calling::hasBoth);
        assertThat(met.calls()).containsExactly(1, 1);
    }

    private static void callToCome(Encounter met) throws Exception {
        assertThat(broken(met, IN_THE_TEXT, Course.CALLS_AT_ONCE)).satisfies(Calling::hasBoth);
    }

    private static void call(Encounter met) throws Exception {
        Heard heard = broken(met, BEHIND_A_CALL, Course.CALLS_AT_ONCE);

        assertThat(heard).satisfies(Calling::isAnError);
        assertThat(heard.calls())
                .filteredOn(call -> call.name().equals("weather"))
                .isEqualTo(delivered(met, WEATHER));
        assertThat(met.calls()).containsExactly(1, 0);
    }

    /** A client whose protocol has calls whole gets those that come in pieces with the end, which never came. */
    private static List<Heard.Call> delivered(Encounter met, Heard.Call call) {
        return met.client().hearsCallsInPieces() || !met.first().tellsCallsInPieces() ? List.of(call) : List.of();
    }

    private static void pieceOfACall(Encounter met) throws Exception {
        Heard heard = broken(met, IN_A_CALL, Course.CALLS_AT_ONCE);

        if (met.first().tellsCallsInPieces()) {
            assertThat(heard).satisfies(Calling::isAnError);
            assertThat(heard.calls()).hasSizeLessThan(2).doesNotContain(WEATHER);
            assertThat(met.calls()).containsExactly(1, 0);
        } else {
            // What came of the only event of the call is no event.
            assertThat(heard).satisfies(Calling::hasBoth);
            assertThat(met.calls()).containsExactly(1, 1);
        }
    }

    private static void allCalls(Encounter met) throws Exception {
        met.b().answers(twoCalls().dieAt(Point.Stage.AFTER_FINISH, Death.FIN));

        assertThat(met.hear(Wish.TOOLS, Course.CALLS_AT_ONCE)).satisfies(Calling::hasBoth);
    }

    /** Server-b dies after so many tokens; server-c would say and call the same. */
    private static Heard broken(Encounter met, int tokens, Course course) throws Exception {
        met.b().answers(twoCalls().dieAfter(tokens, Death.FIN));
        met.c().answers(twoCalls());
        return met.hear(Wish.TOOLS, course);
    }

    private static void isAnError(Heard heard) {
        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.text()).isEqualTo("Let me look.");
        assertThat(heard.error()).contains("server-b");
        assertThat(heard.finish()).isEmpty();
        assertThat(heard.complete()).isFalse();
    }

    private static JsonNode json(String text) {
        return Told.JSON.readTree(text);
    }
}
