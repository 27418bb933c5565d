package dev.baton.gateway;

import dev.baton.relay.Moment;
import dev.baton.relay.Story;
import dev.baton.relay.StoryListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything that a gateway tells of its answers, by the id of the request, for as long as a test runs. */
final class Stories implements StoryListener {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, List<Moment>> moments = new TreeMap<>();

    @Override
    public synchronized void told(Story story, Moment moment) {
        moments.computeIfAbsent(story.requestId(), id -> new ArrayList<>()).add(moment);
        notifyAll();
    }

    /** All moments of one story so far. */
    synchronized List<Moment> of(String requestId) {
        return List.copyOf(moments.getOrDefault(requestId, List.of()));
    }

    /** Every moment so far, as people read it. */
    synchronized List<String> lines() {
        return moments.values().stream()
                .flatMap(List::stream)
                .map(Moment::toString)
                .toList();
    }

    /** How many stories have begun. */
    synchronized int begun() {
        return moments.size();
    }

    /** Waits until the story of this request has ended. */
    Moment.Ended awaitEnd(String requestId) {
        await(requestId, Moment.Ended.class::isInstance);
        return (Moment.Ended) of(requestId).getLast();
    }

    /** Waits until such a moment has been told of this request. */
    synchronized void await(String requestId, Predicate<Moment> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (of(requestId).stream().noneMatch(wanted)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("the story of " + requestId + " came no further than " + of(requestId));
            }
            pause(left);
        }
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
