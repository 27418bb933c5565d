package dev.baton.route;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the answers of one route are carried: time, retries, resuming, who is left out, who is asked beside whom, tool calls. */
public record RoutePolicy(
        Timeouts timeouts,
        Duration keepAlive,
        Retry retry,
        Resume resume,
        Breaker breaker,
        Hedge hedge,
        ToolCalls toolCalls,
        List<ClassifyRule> classify) {

    public RoutePolicy {
        classify = List.copyOf(classify);
    }

    /**
     * The clocks of an answer, all positive.
     *
     * @param connect until a connection stands
     * @param firstToken from the call until its first useful event; not applied to the last candidate
     * @param betweenTokens between two useful events of a stream, while the client is not the slow side
     * @param wholeAnswer for a call that does not stream
     * @param total over all attempts of a request
     * @param writeStall how long a client may take nothing before it is cut
     */
    public record Timeouts(
            Duration connect,
            Duration firstToken,
            Duration betweenTokens,
            Duration wholeAnswer,
            Duration total,
            Duration writeStall) {

        public static final Timeouts DEFAULT = new Timeouts(
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofMinutes(10),
                Duration.ofSeconds(30));
    }

    /**
     * When the same target is asked again.
     *
     * @param sameTarget how often within one opening, 0 for never
     * @param backoff the delay where the provider names none; jittered by half
     * @param maxWait the longest Retry-After worth waiting for
     */
    public record Retry(int sameTarget, Duration backoff, Duration maxWait) {
        public static final Retry DEFAULT = new Retry(1, Duration.ofMillis(200), Duration.ofSeconds(2));
    }

    /**
     * What happens to an answer that breaks after its first token.
     *
     * @param ladder the ways of continuing, in the order in which they are tried: all targets that can go the first way,
     *     then all that can go the second
     * @param maxSeams how often one answer may change hands
     */
    public record Resume(boolean enabled, List<Rung> ladder, int maxSeams) {
        public static final Resume DEFAULT = new Resume(true, List.of(Rung.PREFILL, Rung.REPLAY, Rung.ANCHOR), 2);

        public Resume {
            ladder = List.copyOf(ladder);
        }
    }

    /**
     * When a target that fails is left out for a time. A target is judged by all routes together, each by its own settings.
     *
     * @param enabled whether the route asks what is known of its targets, and adds to it; without that each of its answers
     *     begins at the first target
     * @param failures in a row that open it, at least 1; and the least within the window when half of its calls failed
     * @param window at most {@link #LONGEST_WINDOW}, counted to the second
     * @param open how long it is left out first
     * @param openMax how long it is left out at most; at least {@code open}
     */
    public record Breaker(boolean enabled, int failures, Duration window, Duration open, Duration openMax) {

        public static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);

        public static final Breaker DEFAULT =
                new Breaker(true, 5, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /**
     * When the next target is asked beside one that keeps a stream waiting for its first token.
     *
     * @param after how long that one is waited for; null for as long as its own first tokens usually take
     */
    public record Hedge(boolean enabled, @Nullable Duration after) {
        public static final Hedge DEFAULT = new Hedge(false, null);
    }

    /** A way of continuing an answer of which the client has seen a part. */
    public enum Rung {
        /** The delivered text as a trailing assistant message, for targets known to continue one. */
        PREFILL,
        /** The original request again, where it repeats itself or little was said; what the client has is swallowed. */
        REPLAY,
        /** The delivered text, and a user's message that asks to repeat the end of it and go on; for any target. */
        ANCHOR
    }

    /** When the client gets a tool call. */
    public enum ToolCalls {
        /** Once the answer that contains it is complete: a call cut in half can then still be made anew. */
        ATOMIC,
        /** As it is generated; an answer that breaks after one ends in an error. */
        STREAM
    }

    /** This policy for an answer that ends in an error when it breaks after its first token. */
    public RoutePolicy withoutResuming() {
        return with(new Resume(false, resume.ladder(), resume.maxSeams()));
    }

    /** This policy for an answer that cannot be continued in one of the ways. */
    RoutePolicy without(Rung rung) {
        List<Rung> others =
                resume.ladder().stream().filter(each -> each != rung).toList();
        return with(new Resume(resume.enabled(), others, resume.maxSeams()));
    }

    private RoutePolicy with(Resume other) {
        return new RoutePolicy(timeouts, keepAlive, retry, other, breaker, hedge, toolCalls, classify);
    }

    /** This policy for an answer for which nothing is tried twice: neither resumed nor asked for again, nor of two at once. */
    public RoutePolicy withoutFailover() {
        return new RoutePolicy(
                timeouts,
                keepAlive,
                new Retry(0, retry.backoff(), retry.maxWait()),
                withoutResuming().resume(),
                breaker,
                new Hedge(false, hedge.after()),
                toolCalls,
                classify);
    }

    public static final RoutePolicy DEFAULT = new RoutePolicy(
            Timeouts.DEFAULT,
            Duration.ofSeconds(10),
            Retry.DEFAULT,
            Resume.DEFAULT,
            Breaker.DEFAULT,
            Hedge.DEFAULT,
            ToolCalls.ATOMIC,
            List.of());
}
