package dev.baton.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TermsTest {

    private static final AnswerFormat NOTHING_FITS = text -> Optional.of("no");

    @Test
    void endsATextThatEndsWithAStopString() {
        Terms terms = new Terms(List.of("END", "\n\n"), Long.MAX_VALUE, AnswerFormat.ANY);

        assertThat(terms.endOf("all is said END")).contains(Part.Finish.at("END"));
        assertThat(terms.endOf("all is said\n\n")).contains(Part.Finish.at("\n\n"));
        assertThat(terms.endOf("END of the beginning")).isEmpty();
        assertThat(terms.endOf("all is said EN")).isEmpty();
    }

    @Test
    void endsATextThatIsAsLongAsItMayBe() {
        Terms terms = new Terms(List.of(), 10, AnswerFormat.ANY);

        assertThat(terms.endOf("x".repeat(39))).isEmpty();
        assertThat(terms.endOf("x".repeat(40))).contains(new Part.Finish(0, FinishReason.LENGTH));
        assertThat(Terms.NONE.endOf("x".repeat(1000))).isEmpty();
    }

    @Test
    void doesNotEndATextOfAFormatWithAStopString() {
        Terms terms = new Terms(List.of("}"), 10, NOTHING_FITS);

        assertThat(terms.endOf("{\"a\":{}")).isEmpty();
        assertThat(terms.endOf("x".repeat(40))).contains(new Part.Finish(0, FinishReason.LENGTH));
    }
}
