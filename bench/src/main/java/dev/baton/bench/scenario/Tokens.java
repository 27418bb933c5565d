package dev.baton.bench.scenario;

import dev.baton.testkit.Script;
import java.time.Duration;
import java.util.stream.IntStream;

/** What scripted providers say: the numbered tokens that the mock says as well. */
final class Tokens {

    static final int COUNT = 60;

    private Tokens() {}

    static Script paced(Duration interval) {
        return Script.tokens(IntStream.rangeClosed(1, COUNT)
                        .mapToObj(number -> " tok" + number)
                        .toArray(String[]::new))
                .pace(interval);
    }
}
