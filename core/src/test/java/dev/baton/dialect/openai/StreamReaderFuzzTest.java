package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.answer.Part;
import dev.baton.dialect.Expected;
import dev.baton.dialect.json.Payloads;
import java.util.List;

/** A streamed body: what is made of it depends on its bytes alone, and only a finished answer is complete. */
class StreamReaderFuzzTest {

    @FuzzTest
    void readsTheSameHoweverTheBodyIsCut(byte[] body) {
        for (int choices = 1; choices <= 2; choices++) {
            Reading whole =
                    Reading.of(new ChatProvider().streamReader(new Expected(choices, true, true)), List.of(body));

            assertThat(Reading.of(
                            new ChatProvider().streamReader(new Expected(choices, true, true)),
                            Payloads.pieces(body, 1)))
                    .isEqualTo(whole);
            assertThat(Reading.of(
                            new ChatProvider().streamReader(new Expected(choices, true, true)),
                            Payloads.pieces(body, 23)))
                    .isEqualTo(whole);
            check(whole, choices);
        }
    }

    private static void check(Reading reading, int choices) {
        assertThat(reading.isComplete()).isEqualTo(reading.finishedChoices() >= choices);
        reading.parts().forEach(part -> {
            assertThat(part.choice()).isBetween(0, choices - 1);
            if (part instanceof Part.Text said && said.choice() == 0) {
                assertThat(said.text()).isNotEmpty();
                assertThat(Character.isHighSurrogate(
                                said.text().charAt(said.text().length() - 1)))
                        .as("ends within a character: %s", said)
                        .isFalse();
            }
        });
    }
}
