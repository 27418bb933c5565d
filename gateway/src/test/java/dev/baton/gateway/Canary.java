package dev.baton.gateway;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What marks one request, and every part of its answer, and nothing else.
 *
 * @param caller who asks
 * @param number of the request; whoever asks with an even number wants a stream
 * @param hostility what the provider does to it
 */
record Canary(String caller, int number, Hostility hostility) {

    private static final Pattern MARK = Pattern.compile("<([a-z]+)-(\\d+)-([A-Z_0-9]+)>");

    static Canary in(String text) {
        return all(text).findFirst().orElseThrow();
    }

    /** Every mark that there is in a text. */
    static Stream<Canary> all(String text) {
        return MARK.matcher(text).results().map(Canary::of);
    }

    private static Canary of(MatchResult found) {
        return new Canary(found.group(1), Integer.parseInt(found.group(2)), Hostility.valueOf(found.group(3)));
    }

    String mark() {
        return "<" + caller + "-" + number + "-" + hostility + ">";
    }

    boolean isStreamed() {
        return number % 2 == 0;
    }

    /** What is said to it, in the pieces in which it is streamed. */
    List<String> pieces() {
        return Stream.of("once", "upon", "a", "time")
                .map(word -> mark() + " " + word + " ")
                .toList();
    }

    String text() {
        return String.join("", pieces());
    }

    CanaryAnswer answer() {
        return isStreamed() ? CanaryAnswer.streamed(this) : CanaryAnswer.whole(this);
    }
}
