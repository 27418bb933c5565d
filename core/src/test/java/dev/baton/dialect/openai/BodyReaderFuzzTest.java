package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.dialect.Expected;
import dev.baton.dialect.json.Payloads;
import java.util.List;

/** An answer in one piece: complete only where every choice has finished, whatever pieces it comes in. */
class BodyReaderFuzzTest {

    @FuzzTest
    void isCompleteOnlyWhereEveryChoiceHasFinished(byte[] body) {
        for (int choices = 1; choices <= 2; choices++) {
            Reading whole =
                    Reading.of(new ChatProvider().bodyReader(new Expected(choices, false, true)), List.of(body));

            assertThat(Reading.of(
                            new ChatProvider().bodyReader(new Expected(choices, true, true)), Payloads.pieces(body, 5)))
                    .isEqualTo(whole);
            assertThat(whole.finishedChoices()).isEqualTo(whole.isComplete() ? choices : 0);
        }
    }
}
