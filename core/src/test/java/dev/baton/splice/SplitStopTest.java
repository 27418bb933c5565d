package dev.baton.splice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitStopTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "one EN,D. two,END.,'',true",
                "one EN,DLESS,END.,DLESS,false",
                "one EN,D,END.,D,false",
                "one,END. two,END.,END. two,false",
                "one END.,two,END.,two,false",
                "one,'',one two,'',false",
                "aa,ab,aab,'',true",
                "aa,b,aab,'',true",
                "aaa,c,aab,c,false"
            })
    void endsTheAnswerWhereAStopStringIsCompleted(
            String delivered, String text, String stop, String passed, boolean complete) {
        SplitStop split = SplitStop.behind(delivered, List.of(stop));

        String passing = split.accept(text) + split.finish();

        assertThat(passing).isEqualTo(passed);
        assertThat(split.completed()).isEqualTo(complete ? Optional.of(stop) : Optional.empty());
    }

    @Test
    void holdsOnlyWhatMayBeTheRestOfOne() {
        SplitStop split = SplitStop.behind("one E", List.of("END.", "###"));

        assertThat(split.accept("N")).isEmpty();
        assertThat(split.accept("d")).isEqualTo("Nd");
        assertThat(split.accept("ND.")).isEqualTo("ND.");
    }

    @Test
    void passesNothingBehindTheStop() {
        SplitStop split = SplitStop.behind("one #", List.of("###"));

        assertThat(split.accept("##")).isEmpty();
        assertThat(split.accept("more")).isEmpty();
        assertThat(split.finish()).isEmpty();
    }

    @Test
    void findsEveryStopThatASearchInTheWholeTextFinds() {
        Seeds.forEach(getClass(), 50_000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            String delivered = text(random, 6);
            String text = text(random, 6);
            List<String> stops = Stream.generate(() -> "a" + text(random, 4))
                    .limit(1 + random.nextInt(3))
                    .toList();
            SplitStop split = SplitStop.behind(delivered, stops);
            StringBuilder passed = new StringBuilder();
            Joining.cut(text, random).forEach(piece -> passed.append(split.accept(piece)));
            passed.append(split.finish());

            boolean expected = stops.stream().anyMatch(stop -> isSplit(delivered, text, stop));

            assertThat(split.completed().isPresent()).isEqualTo(expected);
            assertThat(passed.toString()).isEqualTo(expected ? "" : text);
        });
    }

    /** Whether the stop string occurs in both texts joined, beginning in the first one and ending in the second. */
    private static boolean isSplit(String delivered, String text, String stop) {
        String whole = delivered + text;
        for (int at = whole.indexOf(stop); at >= 0; at = whole.indexOf(stop, at + 1)) {
            if (at < delivered.length() && at + stop.length() > delivered.length()) {
                return true;
            }
        }
        return false;
    }

    private static String text(SplittableRandom random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(longest + 1); length > 0; length--) {
            text.append("ab".charAt(random.nextInt(2)));
        }
        return text.toString();
    }
}
