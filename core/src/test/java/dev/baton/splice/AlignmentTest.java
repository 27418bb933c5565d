package dev.baton.splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.baton.splice.SeamFailed.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlignmentTest {

    private static final String PARIS = "The capital of France is Par";

    /** A delivered text, the whole new text after it, and what comes of it. */
    record Case(String about, String delivered, String text, Joining joining) {
        static Case passes(String about, String delivered, String text, String passed) {
            return new Case(about, delivered, text, Joining.passed(passed));
        }

        static Case fails(String about, String delivered, String text, Reason reason) {
            return new Case(about, delivered, text, Joining.failed(reason));
        }

        @Override
        public String toString() {
            return about;
        }
    }

    static Stream<Case> prefills() {
        return Stream.of(
                Case.passes("goes on", PARIS, "is, on the Seine.", "is, on the Seine."),
                Case.passes("says nothing more", PARIS, "", ""),
                Case.passes("goes on with a word that was used", PARIS, " of Spain", " of Spain"),
                Case.passes("echoes everything", PARIS, PARIS + "is.", "is."),
                Case.passes("echoes everything and stops", PARIS, PARIS, ""),
                Case.passes("repeats the end", PARIS, "France is Paris.", "is."),
                Case.passes("repeats the end and stops", PARIS, "France is Par", ""),
                Case.passes("repeats too little to tell", PARIS, "is Paris.", "is Paris."),
                Case.passes("repeats 8 characters", PARIS, "e is Paris.", "is."),
                Case.fails("starts again and departs", PARIS, "The capital of Germany", Reason.DIVERGED),
                Case.fails("starts again and departs after 8 characters", PARIS, "The caping", Reason.DIVERGED),
                Case.passes("starts with the same 7 characters", PARIS, "The cap is red.", "The cap is red."),
                Case.fails("starts again and stops", PARIS, "The capital", Reason.DIVERGED),
                Case.passes("stops within 8 characters of the beginning", PARIS, "The cap", "The cap"),
                Case.passes("stops after a short word that was used", PARIS, "of", "of"),
                Case.fails("stops after a phrase that was used", PARIS, "capital of", Reason.AMBIGUOUS),
                Case.fails(
                        "stops after a phrase that was used, behind blanks", PARIS, "\n\ncapital of", Reason.AMBIGUOUS),
                Case.passes("goes on from a phrase that was used", PARIS, "capital of Spain", "capital of Spain"),
                Case.fails("echoes a short text", "Hello", "Hello there", Reason.AMBIGUOUS),
                Case.passes("stops within a short text", "Hello", "Hell", "Hell"),
                Case.passes("goes on after a short text", "Hello", " Hello", " Hello"),
                Case.fails("one period or two", "la la la la la", " la la la la", Reason.AMBIGUOUS),
                Case.fails(
                        "the end, or the beginning and a departure",
                        "the cat sat; then the cat sat",
                        "the cat sat; then it slept",
                        Reason.AMBIGUOUS),
                Case.fails(
                        "the end, or the beginning departed right behind it",
                        "the cat sat; then the cat sat",
                        "the cat sat down",
                        Reason.AMBIGUOUS),
                Case.fails("echoes everything behind a blank", PARIS, " " + PARIS + "is.", Reason.AMBIGUOUS),
                Case.fails("repeats the end behind a line end", PARIS, "\nFrance is Paris.", Reason.AMBIGUOUS),
                Case.fails(
                        "echoes blanks and a short text behind a blank",
                        "\n\nParis,",
                        " \n\nParis, it",
                        Reason.AMBIGUOUS),
                Case.passes("repeats the end, its blank too", PARIS, " France is Paris.", "is."),
                Case.passes(
                        "goes on like the beginning, behind a line end",
                        PARIS,
                        "\nThe capital of Italy",
                        "\nThe capital of Italy"),
                Case.passes("looks behind no more than 8 blanks", PARIS, " ".repeat(9) + PARIS, " ".repeat(9) + PARIS),
                Case.passes("brings the blank that was delivered", "is Paris, ", " on the Seine", "on the Seine"),
                Case.passes("leaves the blank out", "is Paris, ", "on the Seine", "on the Seine"),
                Case.passes("brings more blanks", "Here it is:\n", "\n\n- one", "\n- one"),
                Case.passes("brings another blank", "Here it is:\n\n", "\n - one", " - one"),
                Case.passes("brings a wholly different blank", "Here it is:\n\n", " - one", " - one"),
                Case.passes("echoes, then brings the blank", "Here it is:\n\n", "Here it is:\n\n- one", "- one"),
                Case.passes("drops the blanks once", "Here it is:\n", "\n\n\n- one", "\n\n- one"),
                Case.passes("nothing but blanks was delivered", "\n\n", "\n\nHello", "Hello"),
                Case.passes("nothing was delivered", "", " Hello", " Hello"),
                Case.passes("a non-breaking blank counts as one", "fin\u00A0", "\u00A0!", "!"),
                Case.passes("a pair passes", PARIS, "is \uD83D\uDE00!", "is \uD83D\uDE00!"),
                Case.passes("half a pair at the end is replaced", PARIS, "is \uD83D", "is \uFFFD"));
    }

    @ParameterizedTest
    @MethodSource("prefills")
    void joinsAfterAPrefill(Case given) {
        Joining joining = Joining.of(Alignment.afterPrefill(given.delivered()), List.of(given.text()), true);

        assertThat(joining).isEqualTo(given.joining());
    }

    @ParameterizedTest
    @MethodSource("prefills")
    void joinsTheSameCharacterByCharacter(Case given) {
        List<String> characters = Joining.cut(given.text(), -1);

        Joining joining = Joining.of(Alignment.afterPrefill(given.delivered()), characters, true);

        assertThat(joining).isEqualTo(given.joining());
    }

    static Stream<Case> replays() {
        return Stream.of(
                Case.passes("repeats and goes on", "Hello, ", "Hello, world", "world"),
                Case.passes("repeats and stops", "Hello, ", "Hello, ", ""),
                Case.fails("departs", "Hello, ", "Hello! ", Reason.DIVERGED),
                Case.fails("departs in the blank", "Hello, ", "Hello,\n", Reason.DIVERGED),
                Case.fails("stops too early", "Hello, ", "Hello,", Reason.DIVERGED),
                Case.fails("says nothing", "Hello, ", "", Reason.DIVERGED),
                Case.passes("nothing was delivered", "", "Hello", "Hello"),
                Case.passes("keeps every blank behind", "Hello\n", "Hello\n\n ", "\n "));
    }

    @ParameterizedTest
    @MethodSource("replays")
    void joinsAReplay(Case given) {
        Joining joining = Joining.of(Alignment.replaying(given.delivered()), List.of(given.text()), true);

        assertThat(joining).isEqualTo(given.joining());
    }

    @Test
    void passesWhatCannotBeARepetitionAtOnce() {
        Alignment alignment = Alignment.afterPrefill(PARIS);

        assertThat(alignment.isHolding()).isFalse();
        assertThat(alignment.accept("of")).isEmpty();
        assertThat(alignment.isHolding()).isTrue();
        assertThat(alignment.accept(",")).isEqualTo("of,");
        assertThat(alignment.isHolding()).isFalse();
        assertThat(alignment.accept(PARIS)).isEqualTo(PARIS);
    }

    @Test
    void holdsHalfAPairUntilTheOtherHalfComes() {
        Alignment alignment = Alignment.replaying("Hi ");

        assertThat(alignment.accept("Hi \uD83D")).isEmpty();
        assertThat(alignment.isHolding()).isTrue();
        assertThat(alignment.accept("")).isEmpty();
        assertThat(alignment.accept("\uDE00\uD83D")).isEqualTo("\uD83D\uDE00");
        assertThat(alignment.accept("\uDE01")).isEqualTo("\uD83D\uDE01");
        assertThat(alignment.isHolding()).isFalse();
    }

    @Test
    void doesNotCallSwallowingHolding() {
        Alignment alignment = Alignment.replaying("Hello, ");

        assertThat(alignment.accept("Hell")).isEmpty();

        assertThat(alignment.isHolding()).isFalse();
    }

    @Test
    void sendsADeliveredTextWithoutTheBlanksAtItsEnd() {
        assertThat(Alignment.prefillOf("One:\n\n \t\u00A0\u0085")).isEqualTo("One:");
        assertThat(Alignment.prefillOf(" \n")).isEmpty();
        assertThat(Alignment.prefillOf(" One")).isEqualTo(" One");
    }

    @Test
    void saysWhyWithoutTheText() {
        Alignment alignment = Alignment.afterPrefill(PARIS);

        assertThatThrownBy(() -> alignment.accept("The capital of Germany"))
                .isInstanceOf(SeamFailed.class)
                .hasMessage("the target started again and departed after 15 characters"
                        + " (16 characters after a prefill of 28)")
                .satisfies(failed -> assertThat(failed.getStackTrace()).isEmpty());
    }

    @Test
    void takesTimeInTheOrderOfTheTextsWhateverTheyContain() {
        String delivered = "a".repeat(300_000) + 'b';
        String text = "a".repeat(299_000) + 'c';

        Joining joining = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> Joining.of(Alignment.afterPrefill(delivered), List.of(text), true));

        assertThat(joining).isEqualTo(Joining.failed(Reason.DIVERGED));
    }
}
