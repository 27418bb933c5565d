package dev.baton.prompt;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chance, as the drawing of requests needs it. */
record Draw(Random random) {

    private static final int[] LETTERS = "ab \n\"\\é😀\u2028{}".codePoints().toArray();

    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** From 1 on. */
    int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    /** A hundredth of a whole number, never 0. */
    double hundredths(int least, int most) {
        int drawn = least + random.nextInt(most - least + 1);
        return (drawn == 0 ? 1 : drawn) / 100.0;
    }

    @SafeVarargs
    final <T> T one(Supplier<? extends T>... ways) {
        return ways[random.nextInt(ways.length)].get();
    }

    String word(String... words) {
        return words[random.nextInt(words.length)];
    }

    <T> @Nullable T maybe(Supplier<T> way) {
        return random.nextBoolean() ? null : way.get();
    }

    <T> List<T> list(int most, Supplier<T> way) {
        return Stream.generate(way).limit(random.nextInt(most + 1)).toList();
    }

    /** Some of these, at least one. */
    List<String> some(List<String> names) {
        int from = random.nextInt(names.size());
        return names.subList(from, from + upTo(names.size() - from));
    }

    /** Never blank, and full of what has to be escaped. */
    String text() {
        return "x"
                + IntStream.range(0, random.nextInt(12))
                        .mapToObj(i -> Character.toString(LETTERS[random.nextInt(LETTERS.length)]))
                        .collect(Collectors.joining());
    }
}
