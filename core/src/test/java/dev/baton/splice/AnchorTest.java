package dev.baton.splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorTest {

    private static final String TALE =
            "The lighthouse keeper wrote one letter every evening and gave it to the tide. Most of them sank, a few ca";

    private static String anchorOf(String delivered) {
        return Anchor.of(delivered).orElseThrow().text();
    }

    @Test
    void isSomeWordsFromTheEnd() {
        assertThat(anchorOf(TALE)).isEqualTo("to the tide. Most of them sank, a few ca");
    }

    @Test
    void leavesOutTheWhiteSpaceAtBothEnds() {
        assertThat(anchorOf(TALE + " \n\n")).isEqualTo(anchorOf(TALE));
        assertThat(anchorOf("\n\nHello you ")).isEqualTo("Hello you");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The town",
                "The\n\ntown is",
                "The capital of France is Par",
                "one two three four five six seven eight"
            })
    void isAllOfAShortText(String delivered) {
        assertThat(anchorOf(delivered)).isEqualTo(delivered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"T", "The", "The tow", "The tow\n", " The tow", "The  \n\n  tow"})
    void isMissingWhereAnythingMayBeginLikeTheWholeText(String delivered) {
        assertThat(Anchor.of(delivered)).isEmpty();
    }

    @Test
    void isNotWhatStandsAloneBehindManyBlanks() {
        String delivered = "Nothing is left of it." + " ".repeat(60) + "x";

        assertThat(anchorOf(delivered)).isEqualTo(delivered);
    }

    @Test
    void growsUntilItIsSaidOnlyOnce() {
        String verse = "Row, row, row your boat, gently down the stream. Merrily, merrily, merrily, merrily. ";
        String delivered = "First. " + verse + "Second. " + verse;

        String anchor = anchorOf(delivered);

        assertThat(anchor).contains("Second. ").endsWith("merrily.");
        assertThat(delivered.indexOf(anchor)).isEqualTo(delivered.lastIndexOf(anchor));
    }

    @Test
    void countsWhiteSpaceOfAnyKindAsTheSame() {
        String line = "| a | b | c | d | e | f | g | h | i | j | k |";

        String anchor = anchorOf("Head\n" + line + "\n" + line.replace(" ", "  "));

        assertThat(anchor).contains("\n").hasSizeGreaterThan(line.length());
    }

    @ParameterizedTest
    @CsvSource({"ha ,200", "| --- ,100", "Nothing new under the sun and nothing new under the moon. ,12"})
    void isMissingWhereTheEndIsSaidOverAndOver(String period, int times) {
        assertThat(Anchor.of((period + " ").repeat(times))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n \u00A0"})
    void isMissingWhereThereIsNoText(String delivered) {
        assertThat(Anchor.of(delivered)).isEmpty();
    }

    @Test
    void doesWithoutWordsWhereThereAreNone() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append((char) ('一' + i));
        }

        assertThat(anchorOf(text.toString())).hasSize(40).isEqualTo(text.substring(60));
    }

    @Test
    void neverBeginsInTheMiddleOfACharacter() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.appendCodePoint(0x1F600 + i % 64).append(i % 2 == 0 ? "" : ".");
        }

        assertThat(Character.isLowSurrogate(anchorOf(text.toString()).charAt(0)))
                .isFalse();
    }

    @Test
    void isAskedForInOnePlaceBehindAnEmptyLine() {
        assertThat(Anchor.of(TALE).orElseThrow().request())
                .endsWith("\n\n" + anchorOf(TALE))
                .contains("repeating")
                .doesNotContain("\"");
    }

    @Test
    void standsBehindTheFirstEmptyLineOfWhatIsAskedWhateverTheTextContains() {
        String delivered = "One.\n\n" + "Two, of many more words.\n\nThree and something.\n\n" + "Four.\n\nFive";

        String[] asked = Anchor.of(delivered).orElseThrow().request().split("\n\n", 2);

        assertThat(asked[1]).isEqualTo(anchorOf(delivered)).contains("\n\n");
    }

    @Test
    void isFoundInTimeWhateverTheTextContains() {
        String delivered = ("a".repeat(99) + " ").repeat(20_000) + "b";

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Anchor.of(delivered));
    }
}
