package dev.baton.simulation;

import dev.baton.route.ApiKey;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.Target;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws routes: one to four targets in tiers and weights, and a policy. */
final class Routes {

    private final Dice dice;

    Routes(Dice dice) {
        this.dice = dice;
    }

    Route drawn() {
        List<Route.Tier> tiers = new ArrayList<>();
        int targets = dice.between(1, 4);
        for (int i = 0; i < targets; i++) {
            List<Route.Weighted> tier = new ArrayList<>();
            tier.add(weighted("s" + i));
            if (i + 1 < targets && dice.percent(25)) {
                tier.add(weighted("s" + ++i));
            }
            tiers.add(new Route.Tier(tier));
        }
        return new Route("chat", tiers, policy());
    }

    private Route.Weighted weighted(String name) {
        Continuation continuation = dice.percent(25) ? Continuation.NONE : dice.oneOf(Continuation.values());
        Provider provider = new Provider(
                name,
                Protocol.OPENAI,
                URI.create("http://" + name),
                new ApiKey(World.SECRET),
                continuation,
                ConnectionReuse.POOLED);
        return new Route.Weighted(new Target(provider, "m", continuation), dice.between(1, 3));
    }

    private RoutePolicy policy() {
        RoutePolicy usual = RoutePolicy.DEFAULT;
        return new RoutePolicy(
                dice.percent(50) ? usual.timeouts() : timeouts(),
                dice.percent(80) ? usual.keepAlive() : Duration.ofMillis(700),
                dice.percent(60) ? usual.retry() : retry(),
                dice.percent(60) ? usual.resume() : resume(),
                dice.percent(50) ? usual.breaker() : breaker(),
                usual.hedge(),
                dice.percent(75) ? usual.toolCalls() : RoutePolicy.ToolCalls.STREAM,
                usual.classify());
    }

    private RoutePolicy.Timeouts timeouts() {
        return new RoutePolicy.Timeouts(
                Duration.ofSeconds(2),
                dice.millis(500, 20_000),
                dice.millis(500, 20_000),
                dice.millis(5_000, 60_000),
                dice.oneOf(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(120)),
                Duration.ofSeconds(30));
    }

    private RoutePolicy.Retry retry() {
        return new RoutePolicy.Retry(dice.between(0, 2), dice.millis(1, 500), dice.millis(0, 5_000));
    }

    private RoutePolicy.Breaker breaker() {
        Duration open = dice.millis(100, 6_000);
        return new RoutePolicy.Breaker(
                dice.percent(75),
                dice.between(1, 7),
                dice.millis(1_000, 60_000),
                open,
                open.plus(dice.millis(0, dice.oneOf(0, 2_000, 30_000))));
    }

    private RoutePolicy.Resume resume() {
        List<Rung> ladder = dice.oneOf(
                List.of(Rung.PREFILL, Rung.REPLAY),
                List.of(Rung.REPLAY, Rung.PREFILL),
                List.of(Rung.ANCHOR, Rung.PREFILL),
                List.of(Rung.ANCHOR),
                List.of(Rung.PREFILL),
                List.of());
        return new RoutePolicy.Resume(!dice.percent(10), ladder, dice.between(0, 4));
    }
}
