package dev.baton.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong at one point of a response. */
sealed interface Fault {
    Point at();

    /** The connection breaks. */
    record Die(Point at, Death how) implements Fault {}

    /** Nothing comes any more, or comments only. */
    record Stall(Point at, @Nullable Duration commentsEvery) implements Fault {}

    /** From here on every byte waits for so long. */
    record Crawl(Point at, Duration betweenBytes) implements Fault {}

    /** Something is said that does not belong there. */
    record Say(Point at, Outburst outburst) implements Fault {}
}
