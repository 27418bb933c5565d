package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.dialect.BadAnswer;
import dev.baton.route.RoutePolicy.ToolCalls;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldTest {

    private static final AnswerEvent ROLE = event(new Part.Role(0));
    private static final AnswerEvent NOTHING = AnswerEvent.of(Head.NONE, List.of());
    private static final AnswerEvent TEXT = event(new Part.Text(0, "Hello"));
    private static final AnswerEvent TOOL = event(new Part.ToolCall(0, 0, "call_a", "weather", ""));
    private static final AnswerEvent FINISH = event(new Part.Finish(0, FinishReason.TOOL_CALLS));
    private static final AnswerEvent USAGE = event(new Part.Usage(1, 1, false, null));

    private final Hold hold = new Hold(ToolCalls.ATOMIC);
    private final List<AnswerEvent> out = new ArrayList<>();

    private static AnswerEvent event(Part part) {
        return AnswerEvent.of(Head.NONE, List.of(part));
    }

    private void pass(Hold hold, AnswerEvent... events) {
        for (AnswerEvent event : events) {
            hold.pass(event, false, out::add);
        }
    }

    @Test
    void keepsThePreambleUntilSomethingUsefulComes() {
        pass(hold, ROLE, NOTHING);
        assertThat(out).isEmpty();

        pass(hold, TEXT);

        assertThat(out).containsExactly(ROLE, NOTHING, TEXT);
    }

    @Test
    void keepsNothingBackBetweenTokens() {
        pass(hold, TEXT, ROLE, TEXT);

        assertThat(out).containsExactly(TEXT, ROLE, TEXT);
    }

    @Test
    void keepsEverythingFromAToolCallOnUntilTheAnswerIsComplete() {
        pass(hold, ROLE, TEXT, TOOL, TEXT, TOOL);
        assertThat(out).containsExactly(ROLE, TEXT);

        hold.pass(FINISH, true, out::add);
        hold.pass(USAGE, true, out::add);

        assertThat(out).containsExactly(ROLE, TEXT, TOOL, TEXT, TOOL, FINISH, USAGE);
    }

    @Test
    void keepsAToolCallThatOneOfSeveralChoicesHasFinished() {
        pass(hold, TOOL, FINISH);

        assertThat(out).isEmpty();
    }

    @Test
    void letsToolCallsPassWhereThePolicyStreamsThem() {
        Hold streaming = new Hold(ToolCalls.STREAM);

        pass(streaming, ROLE, TOOL, TOOL);

        assertThat(out).containsExactly(ROLE, TOOL, TOOL);
    }

    @Test
    void refusesAPreambleOfTooManyEvents() {
        for (int i = 0; i < 256; i++) {
            pass(hold, ROLE);
        }

        assertThatThrownBy(() -> pass(hold, ROLE)).isInstanceOf(BadAnswer.class);
        assertThat(out).isEmpty();
    }

    @Test
    void refusesAPreambleOfTooManyBytes() {
        AnswerEvent large = new AnswerEvent(Head.NONE, List.of(), new byte[200 << 10], true);
        pass(hold, large);

        assertThatThrownBy(() -> pass(hold, large)).isInstanceOf(BadAnswer.class);
    }

    @Test
    void handsOnAToolCallThatIsTooLargeToKeep() {
        AnswerEvent large = new AnswerEvent(
                Head.NONE, List.of(new Part.ToolCall(0, 0, null, null, "x")), new byte[600 << 10], true);

        pass(hold, TOOL, large);
        assertThat(out).isEmpty();
        pass(hold, large, TOOL);

        assertThat(out).containsExactly(TOOL, large, large, TOOL);
    }
}
