package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.BodyReader;
import dev.baton.dialect.Expected;
import dev.baton.resilience.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatBodyTest {

    private static final String WHOLE = Chunks.whole("c", "Hé");

    private final List<AnswerEvent> out = new ArrayList<>();

    private static BodyReader reader(int choices, boolean streaming) {
        return (BodyReader) new ChatProvider().bodyReader(new Expected(choices, streaming, true));
    }

    private BodyReader read(BodyReader reader, String body) {
        for (byte each : Chunks.utf8(body)) {
            reader.read(new byte[] {each}, out::add);
        }
        reader.end(out::add);
        return reader;
    }

    @Test
    void readsAWholeAnswerIntoOneEvent() {
        BodyReader reader = read(reader(1, false), WHOLE);

        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
        assertThat(out).singleElement().satisfies(event -> {
            assertThat(event.payload()).isEqualTo(Chunks.utf8(WHOLE));
            assertThat(event.parts())
                    .startsWith(new Part.Role(0), new Part.Text(0, "Hé"), new Part.Finish(0, FinishReason.STOP));
        });
    }

    @Test
    void readsThroughTheBlankLinesOfAServerThatIsBusy() {
        read(reader(1, false), "\n\n\n" + WHOLE + "\n");

        assertThat(out).hasSize(1);
    }

    @Test
    void hasNoPayloadForAClientThatWantsAStream() {
        read(reader(1, true), WHOLE);

        assertThat(out)
                .singleElement()
                .satisfies(event -> assertThat(event.payload()).isNull());
    }

    @Test
    void isCompleteOnlyAtItsEnd() {
        BodyReader reader = reader(1, false);

        reader.read(Chunks.utf8(WHOLE), out::add);

        assertThat(reader.stage()).isEqualTo(Stage.OPEN);
        assertThat(out).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"choices\":[]}",
                "{\"error\":{\"message\":\"x\"}}",
                "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":null}]}",
                "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"abort\"}]}",
                "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}",
                "<html></html>"
            })
    void neverTakesABodyForAnAnswerThatIsNone(String body) {
        assertThatThrownBy(() -> read(reader(1, false), body)).isInstanceOf(BadAnswer.class);
        assertThat(out).isEmpty();
    }

    @Test
    void wantsEveryChoice() {
        String finish = "{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}";

        assertThatThrownBy(() -> read(reader(2, false), WHOLE)).isInstanceOf(BadAnswer.class);
        assertThatThrownBy(() -> read(reader(2, false), "{\"choices\":[" + finish + "," + finish + "]}"))
                .as("the same one twice")
                .isInstanceOf(BadAnswer.class);
    }

    @Test
    void keepsTheErrorThatAServerSentAsAnAnswer() {
        assertThatThrownBy(() -> read(reader(1, false), "{\"error\":{\"code\":503}}"))
                .isInstanceOfSatisfying(
                        BadAnswer.class, bad -> assertThat(bad.seen()).isInstanceOf(Observation.ErrorEvent.class));
    }
}
