package dev.baton.simulation;

import static java.util.Comparator.comparing;

import dev.baton.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Everything that comes of one seed: a route, providers and clients, and what happens between them. A few clients come, each
 * to a gateway of its own; or many, one after the other and at the same time, to one, which learns from all of them.
 */
final class World {

    /** The key of all providers, which none of them should be able to make the gateway show. */
    static final String SECRET = "sk-very-secret-key";

    /** How many of a hundred worlds have many clients. */
    private static final int CROWDED = 10;

    private final long seed;
    private final VirtualTime time = new VirtualTime();
    private final List<Gateway> gateways = new ArrayList<>();
    private final List<Episode> episodes = new ArrayList<>();
    private final Dice dice;
    private final Defect defect;

    private World(long seed, Defect defect) {
        this.seed = seed;
        this.dice = new Dice(seed);
        this.defect = defect;
    }

    /** The world of a seed, after everything has happened in it. */
    static World of(long seed) {
        return of(seed, Defect.NONE);
    }

    /** A world in which something is wrong. */
    static World of(long seed, Defect defect) {
        World world = new World(seed, defect);
        if (world.dice.percent(CROWDED)) {
            world.crowd();
        } else {
            world.few();
        }
        world.time.runOut();
        return world;
    }

    /** Who is examined here knows one answer, and not what a relay learned from another. */
    private void few() {
        Words words = new Words(dice);
        SimulatedUpstream upstream = upstream(words, Moods.fickle(time, dice.another()));
        RandomGenerator chance = dice.another().generator();
        Route route = new Routes(dice).drawn();
        int clients = dice.percent(85) ? 1 : dice.between(2, 4);
        for (int i = 0; i < clients; i++) {
            Gateway gateway = gateway(upstream, route, chance);
            comes(i == 0 ? Duration.ZERO : dice.millis(0, 5_000), words, upstream, gateway);
        }
    }

    private void crowd() {
        Words words = new Words(dice);
        SimulatedUpstream upstream = upstream(words, Moods.changing(time, dice.another()));
        Gateway gateway =
                gateway(upstream, new Routes(dice).drawn(), dice.another().generator());
        Duration between = dice.oneOf(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(4));
        Duration at = Duration.ZERO;
        int clients = dice.between(5, 40);
        for (int i = 0; i < clients; i++) {
            comes(at, words, upstream, gateway);
            at = at.plus(dice.exponential(between));
        }
    }

    private SimulatedUpstream upstream(Words words, Moods moods) {
        Company company = new Company(dice.another(), words, moods, dice.oneOf(10, 35, 60));
        return new SimulatedUpstream(time, company::performance);
    }

    private Gateway gateway(SimulatedUpstream upstream, Route route, RandomGenerator chance) {
        int mostCalls = dice.percent(85) ? Integer.MAX_VALUE : dice.between(1, 6);
        Gateway gateway = new Gateway(upstream, route, mostCalls, chance, time, defect);
        gateways.add(gateway);
        return gateway;
    }

    private void comes(Duration at, Words words, SimulatedUpstream upstream, Gateway gateway) {
        Question question = Question.drawn("question " + episodes.size(), dice, words);
        Episode episode =
                new Episode(time, dice.another(), question, gateway.route(), Habit.drawn(dice), gateway::happens);
        episodes.add(episode);
        gateway.expect(episode);
        upstream.expect(episode);
        time.after(at, () -> gateway.begin(episode));
    }

    /** The promises that were broken, empty when all were kept. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        gateways.forEach(gateway -> broken.addAll(gateway.broken()));
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
                + episodes.stream()
                        .sorted(comparing(episode -> episode.broken().isEmpty()))
                        .map(Episode::toString)
                        .collect(Collectors.joining("\n"));
    }
}
