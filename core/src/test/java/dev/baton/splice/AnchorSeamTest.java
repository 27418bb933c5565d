package dev.baton.splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.splice.SeamFailed.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What models do when they are asked to repeat the end of a text and go on, and what is made of it. */
class AnchorSeamTest {

    /** Its anchor: "to the tide. Most of them sank, a few ca". */
    private static final String TALE =
            "The lighthouse keeper wrote one letter every evening and gave it to the tide. Most of them sank, a few ca";

    private static final String ANCHOR = Anchor.of(TALE).orElseThrow().text();

    /** A delivered text, the whole new text after it, and what comes of it. */
    record Case(String about, String delivered, String text, Joining joining) {
        static Case passes(String about, String text, String passed) {
            return new Case(about, TALE, text, Joining.passed(passed));
        }

        static Case passes(String about, String delivered, String text, String passed) {
            return new Case(about, delivered, text, Joining.passed(passed));
        }

        static Case fails(String about, String text) {
            return new Case(about, TALE, text, Joining.failed(Reason.DIVERGED));
        }

        @Override
        public String toString() {
            return about;
        }
    }

    static Stream<Case> cases() {
        String rest = "me back, and one crossed.";
        return Stream.of(
                Case.passes("repeats and goes on", ANCHOR + rest, rest),
                Case.passes("repeats and stops", ANCHOR, ""),
                Case.passes("repeats more", "gave it " + ANCHOR + rest, rest),
                Case.passes("repeats more, from within a word", "ave it " + ANCHOR + rest, rest),
                Case.passes("repeats everything", TALE + rest, rest),
                Case.passes("blanks first", " \n\n" + ANCHOR + rest, rest),
                Case.passes("other line ends", ANCHOR.replace(" ", "\n") + rest, rest),
                Case.passes("more blanks", ANCHOR.replace(" ", " \t ") + rest, rest),
                Case.passes("an ellipsis", "\u2026" + ANCHOR + rest, rest),
                Case.passes("three dots and a blank", "... " + ANCHOR + rest, rest),
                Case.passes("an introduction", "Sure, here is the rest:\n\n" + ANCHOR + rest, rest),
                Case.passes("an introduction and dots", "Sure!\n..." + ANCHOR + rest, rest),
                Case.passes("an introduction in another language", "Natürlich, hier:\r\n" + ANCHOR + rest, rest),
                Case.passes("a blank behind it", ANCHOR + " me", " me"),
                Case.fails("repeats less", ANCHOR.substring(3) + rest),
                Case.fails("goes on", rest),
                Case.fails("says nothing", ""),
                Case.fails("stops within the anchor", ANCHOR.substring(0, 20)),
                Case.fails("changes a character", ANCHOR.replace("tide", "tyde") + rest),
                Case.fails("changes the end", ANCHOR.substring(0, ANCHOR.length() - 1) + "ught fire"),
                Case.fails("leaves out a blank", ANCHOR.replace("of them", "ofthem") + rest),
                Case.fails("quotation marks", '"' + ANCHOR + '"' + rest),
                Case.fails("quotation marks around everything", '"' + ANCHOR + rest + '"'),
                Case.fails("a code fence", "```\n" + ANCHOR + rest + "\n```"),
                Case.fails("a tag", "<answer>\n" + ANCHOR + rest + "</answer>"),
                Case.fails("a quotation", "> " + ANCHOR + rest),
                Case.fails("an introduction and a quotation mark", "Sure:\n\"" + ANCHOR + rest),
                Case.fails("an introduction in the same line", "Sure: " + ANCHOR + rest),
                Case.fails("two lines of introduction", "Sure.\nHere it is:\n" + ANCHOR + rest),
                Case.fails("a long introduction", "So ".repeat(40) + "\n" + ANCHOR + rest),
                Case.fails("dots and more dots", "......" + ANCHOR + rest),
                Case.fails("starts again and departs", "The lighthouse keeper slept. " + ANCHOR),
                Case.fails("another answer", "Certainly! Here is a different story."),
                Case.fails("blanks without end", " ".repeat(5_000)),
                Case.passes("drops the blanks that were delivered", TALE + "\n\n", ANCHOR + "\n\n\nNext", "\nNext"),
                Case.passes("brings another blank", TALE + "\n", ANCHOR + " next", " next"),
                Case.passes("a short text", "The town", "The town is Paris", " is Paris"),
                Case.passes("a short text, another word", "The town", "The towns are", "s are"),
                new Case(
                        "an introduction before a short text",
                        "The town",
                        "I am sorry.\nThe town is",
                        Joining.failed(Reason.DIVERGED)),
                Case.passes("a text of repetitions", "ha ha ha", "ha ha ha ha!", " ha!"),
                Case.passes(
                        "a text that begins with dots",
                        "...and so it went on",
                        "...and so it went on, again",
                        ", again"),
                Case.passes("lines of text", "1. One\n2. Two\n3. Th", "1. One\n2. Two\n3. Three", "ree"),
                Case.passes("half a pair at the end is replaced", ANCHOR + " \uD83D", " \uFFFD"));
    }

    private static Alignment alignment(String delivered) {
        return Alignment.behindAnchor(Anchor.of(delivered).orElseThrow(), delivered);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void joinsBehindAnAnchor(Case given) {
        Joining joining = Joining.of(alignment(given.delivered()), List.of(given.text()), true);

        assertThat(joining).isEqualTo(given.joining());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void joinsTheSameCharacterByCharacter(Case given) {
        List<String> characters =
                given.text().chars().mapToObj(c -> "" + (char) c).toList();

        Joining joining = Joining.of(alignment(given.delivered()), characters, true);

        assertThat(joining).isEqualTo(given.joining());
    }

    @Test
    void lowersADoubtAsSoonAsNothingCanHelp() {
        Alignment alignment = alignment(TALE);

        assertThat(alignment.accept("Sure, here")).isEmpty();
        assertThatThrownBy(() -> alignment.accept("\""))
                .isInstanceOf(SeamFailed.class)
                .hasMessage("the target did not repeat the end of the delivered text" + " (11 characters, an anchor of "
                        + ANCHOR.length() + ")");
    }

    @Test
    void passesEverythingBehindTheAnchorAtOnce() {
        Alignment alignment = alignment(TALE);

        assertThat(alignment.accept(ANCHOR)).isEmpty();
        assertThat(alignment.isHolding()).isFalse();
        assertThat(alignment.accept("m")).isEqualTo("m");
        assertThat(alignment.accept(ANCHOR)).isEqualTo(ANCHOR);
    }
}
