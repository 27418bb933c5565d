package dev.baton.route;

import dev.baton.route.RoutePolicy.Breaker;
import dev.baton.route.RoutePolicy.Hedge;
import dev.baton.route.RoutePolicy.Resume;
import dev.baton.route.RoutePolicy.Retry;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.RoutePolicy.Timeouts;
import dev.baton.route.RoutePolicy.ToolCalls;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The default policy with one thing changed, for tests. */
public final class Policies {

    private static final RoutePolicy USUAL = RoutePolicy.DEFAULT;

    private Policies() {}

    public static RoutePolicy retrying(int sameTarget) {
        return with(new Retry(sameTarget, Retry.DEFAULT.backoff(), Retry.DEFAULT.maxWait()));
    }

    public static RoutePolicy neverResuming() {
        return with(new Resume(false, Resume.DEFAULT.ladder(), Resume.DEFAULT.maxSeams()));
    }

    public static RoutePolicy seams(int most) {
        return with(new Resume(true, Resume.DEFAULT.ladder(), most));
    }

    public static RoutePolicy ladder(Rung... rungs) {
        return with(new Resume(true, List.of(rungs), Resume.DEFAULT.maxSeams()));
    }

    public static RoutePolicy total(Duration total) {
        Timeouts usual = Timeouts.DEFAULT;
        Timeouts timeouts = new Timeouts(
                usual.connect(),
                usual.firstToken(),
                usual.betweenTokens(),
                usual.wholeAnswer(),
                total,
                usual.writeStall());
        return new RoutePolicy(
                timeouts,
                USUAL.keepAlive(),
                USUAL.retry(),
                USUAL.resume(),
                USUAL.breaker(),
                USUAL.hedge(),
                USUAL.toolCalls(),
                List.of());
    }

    public static RoutePolicy tools(ToolCalls toolCalls) {
        return new RoutePolicy(
                USUAL.timeouts(),
                USUAL.keepAlive(),
                USUAL.retry(),
                USUAL.resume(),
                USUAL.breaker(),
                USUAL.hedge(),
                toolCalls,
                List.of());
    }

    public static RoutePolicy classifying(ClassifyRule... rules) {
        return new RoutePolicy(
                USUAL.timeouts(),
                USUAL.keepAlive(),
                USUAL.retry(),
                USUAL.resume(),
                USUAL.breaker(),
                USUAL.hedge(),
                USUAL.toolCalls(),
                List.of(rules));
    }

    public static RoutePolicy with(Breaker breaker) {
        return new RoutePolicy(
                USUAL.timeouts(),
                USUAL.keepAlive(),
                USUAL.retry(),
                USUAL.resume(),
                breaker,
                USUAL.hedge(),
                USUAL.toolCalls(),
                List.of());
    }

    public static RoutePolicy hedging(@Nullable Duration after) {
        return new RoutePolicy(
                USUAL.timeouts(),
                USUAL.keepAlive(),
                USUAL.retry(),
                USUAL.resume(),
                USUAL.breaker(),
                new Hedge(true, after),
                USUAL.toolCalls(),
                List.of());
    }

    private static RoutePolicy with(Retry retry) {
        return new RoutePolicy(
                USUAL.timeouts(),
                USUAL.keepAlive(),
                retry,
                USUAL.resume(),
                USUAL.breaker(),
                USUAL.hedge(),
                USUAL.toolCalls(),
                List.of());
    }

    private static RoutePolicy with(Resume resume) {
        return new RoutePolicy(
                USUAL.timeouts(),
                USUAL.keepAlive(),
                USUAL.retry(),
                resume,
                USUAL.breaker(),
                USUAL.hedge(),
                USUAL.toolCalls(),
                List.of());
    }
}
