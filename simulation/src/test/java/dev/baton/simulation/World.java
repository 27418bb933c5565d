package dev.baton.simulation;

import dev.baton.answer.AnswerEvent;
import dev.baton.relay.Relay;
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
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/** Everything that comes of one seed: a route, providers and clients, and what happens between them. */
final class World {

    /** The key of all providers, which none of them should be able to make the gateway show. */
    static final String SECRET = "sk-very-secret-key";

    private final long seed;
    private final VirtualTime time = new VirtualTime();
    private final List<Episode> episodes = new ArrayList<>();
    private final Dice dice;
    private final UnaryOperator<Flux<AnswerEvent>> defect;

    private World(long seed, UnaryOperator<Flux<AnswerEvent>> defect) {
        this.seed = seed;
        this.dice = new Dice(seed);
        this.defect = defect;
    }

    /** The world of a seed, after everything has happened in it. */
    static World of(long seed) {
        return of(seed, UnaryOperator.identity());
    }

    /** A world in which this is done to every answer behind the relay. */
    static World of(long seed, UnaryOperator<Flux<AnswerEvent>> defect) {
        World world = new World(seed, defect);
        world.happen();
        return world;
    }

    private void happen() {
        Words words = new Words(dice);
        Company company = new Company(dice.another(), words, dice.oneOf(10, 35, 60));
        SimulatedUpstream upstream = new SimulatedUpstream(time, company::performance);
        RandomGenerator chance = dice.another().generator();
        Route route = route();
        int clients = dice.percent(85) ? 1 : dice.between(2, 4);
        for (int i = 0; i < clients; i++) {
            Question question = Question.drawn("question " + i, dice, words);
            Episode episode = new Episode(time, dice.another(), question, route, Habit.drawn(dice));
            episodes.add(episode);
            upstream.expect(episode);
            // One relay for each: who is examined knows one answer, and not what a relay learned from another.
            Relay relay = new Relay(upstream, List.of(), chance, time);
            time.after(i == 0 ? Duration.ZERO : dice.millis(0, 5_000), () -> episode.begin(relay, defect));
        }
        time.runOut();
    }

    private Route route() {
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
                new ApiKey(SECRET),
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
                usual.breaker(),
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

    /** The promises that were broken, empty when all were kept. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (Episode episode : episodes) {
            new Promises(episode).examine();
            episode.broken().forEach(promise -> broken.add(episode.prompt() + ", " + promise));
        }
        if (time.timers() != 0) {
            broken.add("P6: " + time.timers() + " timers are left");
        }
        return broken;
    }

    List<Episode> episodes() {
        return episodes;
    }

    /** How much time has passed in it. */
    Duration length() {
        return time.now();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + length().toMillis() + " ms\n"
                + episodes.stream().map(Episode::toString).collect(Collectors.joining("\n"));
    }
}
