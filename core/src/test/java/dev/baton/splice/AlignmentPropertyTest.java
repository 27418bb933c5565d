package dev.baton.splice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import dev.baton.splice.SeamFailed.Reason;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Answers such as models give, cut anywhere, and targets that take them over in every way they are known to. */
class AlignmentPropertyTest {

    private static final int SEEDS = 20_000;

    /** Between words of random letters, so that hardly anything but a scenario repeats 8 characters. */
    private static final List<String> MARKS = List.of(
            " ",
            " ",
            " ",
            " ",
            ", ",
            ". ",
            ".\n\n",
            "\n- **",
            "** ",
            " \uD83D\uDE00 ",
            " \u00E9t\u00E9 ",
            "\n```\n",
            "\t");

    /** An answer and the part of it that the client has. */
    private record Cut(String answer, String delivered) {
        static Cut random(SplittableRandom random) {
            String answer = text(random, 3 + random.nextInt(60));
            int at = 1 + random.nextInt(answer.length() - 1);
            return new Cut(answer, answer.substring(0, Character.isLowSurrogate(answer.charAt(at)) ? at + 1 : at));
        }

        String prefill() {
            return delivered.stripTrailing();
        }

        /** What the client lacks. */
        String rest() {
            return answer.substring(delivered.length());
        }

        /** What a target that continues the prefill says: the blanks that were not sent, and the rest. */
        String continuation() {
            return answer.substring(prefill().length());
        }
    }

    @Test
    void letsATextThatGoesOnPass() {
        AtomicInteger joined = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Cut cut = Cut.random(random);

            Joining joining = joinBothWays(Alignment::afterPrefill, cut, cut.continuation(), random);

            (assertJoined(joining, cut) ? joined : failed).incrementAndGet();
        });
        assertThat(failed.get()).as("failed seams beside %s", joined).isLessThanOrEqualTo(1 + joined.get() / 1000);
    }

    @Test
    void stripsAnEchoOfEverything() {
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Cut cut = Cut.random(random);

            Joining joining = joinBothWays(Alignment::afterPrefill, cut, cut.prefill() + cut.continuation(), random);

            assertThat(assertJoined(joining, cut))
                    .isEqualTo(cut.prefill().length() >= 8 || cut.prefill().isEmpty());
        });
    }

    @Test
    void stripsARepeatedEnd() {
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Cut cut = cutBehind(8, random);
            int from = random.nextInt(cut.prefill().length() - 7);

            Joining joining = joinBothWays(
                    Alignment::afterPrefill, cut, cut.prefill().substring(from) + cut.continuation(), random);

            assertThat(assertJoined(joining, cut)).isTrue();
        });
    }

    @Test
    void neverPassesAnEndThatIsRepeatedBehindOtherBlanks() {
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            // No text has more than two blanks in a row: 8 characters are left without them.
            Cut cut = cutBehind(10, random);
            int from = random.nextInt(cut.prefill().length() - 9);
            String repeated = "\n ".substring(random.nextInt(2))
                    + cut.prefill().substring(from).stripLeading();

            Joining joining = joinBothWays(Alignment::afterPrefill, cut, repeated + cut.continuation(), random);

            // Where the blank is in the text, too, the repetition is an exact one.
            if (assertJoined(joining, cut)) {
                assertThat(cut.prefill()).endsWith(repeated);
            } else {
                assertThat(joining.failed()).isEqualTo(Reason.AMBIGUOUS);
            }
        });
    }

    @Test
    void neverPassesAnAnswerThatStartsAgain() {
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Cut cut = cutBehind(9, random);
            int departs = 8 + random.nextInt(cut.prefill().length() - 8);
            String other = cut.prefill().substring(0, departs) + '\u2260' + text(random, 5);

            Joining joining = joinBothWays(Alignment::afterPrefill, cut, other, random);

            assertThat(joining).isEqualTo(Joining.failed(Reason.DIVERGED));
        });
    }

    @Test
    void swallowsAReplay() {
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Cut cut = Cut.random(random);

            Joining joining = joinBothWays(Alignment::replaying, cut, cut.answer(), random);

            assertThat(joining).isEqualTo(Joining.passed(cut.rest()));
        });
    }

    @Test
    void refusesAReplayThatDeparts() {
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Cut cut = Cut.random(random);
            int departs = random.nextInt(cut.delivered().length());
            String other =
                    cut.answer().substring(0, departs) + '\u2260' + cut.answer().substring(departs + 1);

            Joining joining = joinBothWays(Alignment::replaying, cut, other, random);

            assertThat(joining).isEqualTo(Joining.failed(Reason.DIVERGED));
        });
    }

    @Test
    void cutsOffAnAnchorHoweverItIsRepeated() {
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Cut cut = cutBehindAnchor(random);
            String anchor = Anchor.of(cut.delivered()).orElseThrow().text();
            int more = random.nextInt(cut.prefill().length() - anchor.length() + 1);
            String repeated = cut.prefill().substring(cut.prefill().length() - anchor.length() - more);
            String lead = anchor.length() < 20
                    ? ""
                    : List.of("", "", "Sure, it goes on:\n", "... ", "\n\n").get(random.nextInt(5));

            Joining joining = joinBothWays(
                    AlignmentPropertyTest::behindAnchor,
                    cut,
                    lead + respaced(repeated, random) + cut.continuation(),
                    random);

            assertThat(assertJoined(joining, cut)).isTrue();
        });
    }

    @Test
    void neverPassesAnAnchorThatIsChanged() {
        Seeds.forEach(getClass(), SEEDS, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            Cut cut = cutBehindAnchor(random);
            String anchor = Anchor.of(cut.delivered()).orElseThrow().text();
            int at = random.nextInt(anchor.length());
            String changed = anchor.substring(0, at) + '\u2260' + anchor.substring(at + random.nextInt(2));

            Joining joining =
                    joinBothWays(AlignmentPropertyTest::behindAnchor, cut, changed + cut.continuation(), random);

            assertThat(joining).isEqualTo(Joining.failed(Reason.DIVERGED));
        });
    }

    private static Alignment behindAnchor(String delivered) {
        return Alignment.behindAnchor(Anchor.of(delivered).orElseThrow(), delivered);
    }

    /** The same words with other white space between them. */
    private static String respaced(String text, SplittableRandom random) {
        return random.nextBoolean() ? text : text.replaceAll("\\s+", random.nextBoolean() ? "\n" : "  \t");
    }

    private interface Mode {
        Alignment align(String delivered);
    }

    /** Joins the text in random pieces, having made sure that it joins the same in one. */
    private static Joining joinBothWays(Mode mode, Cut cut, String text, SplittableRandom random) {
        Joining atOnce = Joining.of(mode.align(cut.delivered()), List.of(text), true);
        Joining inPieces = Joining.of(mode.align(cut.delivered()), Joining.cut(text, random), true);
        assertThat(inPieces).isEqualTo(atOnce);
        return inPieces;
    }

    /** Whether the seam held; if it did, nothing is lost and nothing doubled. */
    private static boolean assertJoined(Joining joining, Cut cut) {
        if (joining.failed() != null) {
            assertThat(joining.passed()).isEmpty();
            return false;
        }
        assertThat(cut.delivered() + joining.passed()).isEqualTo(cut.answer());
        return true;
    }

    private static Cut cutBehind(int leastPrefill, SplittableRandom random) {
        Cut cut = Cut.random(random);
        while (cut.prefill().length() < leastPrefill) {
            cut = Cut.random(random);
        }
        return cut;
    }

    private static Cut cutBehindAnchor(SplittableRandom random) {
        Cut cut = Cut.random(random);
        while (Alignment.beginsManyAnswers(cut.delivered())) {
            cut = Cut.random(random);
        }
        return cut;
    }

    private static String text(SplittableRandom random, int words) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < words; word++) {
            random.ints(1 + random.nextInt(9), 'a', 'z' + 1).forEach(text::appendCodePoint);
            text.append(MARKS.get(random.nextInt(MARKS.size())));
        }
        return text.toString();
    }
}
