package dev.baton.simulation.hour;

import dev.baton.relay.Relay;
import dev.baton.route.Route;
import dev.baton.simulation.Dice;
import dev.baton.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An hour of steady traffic over one relay. Clients come in the same instants and want the same answers in every hour, so
 * that whatever is different comes of the trouble, the route and the policy.
 */
final class Hour {

    static final Duration LENGTH = Duration.ofHours(1);
    private static final Duration BETWEEN_CLIENTS = Duration.ofMillis(500);
    private static final int SHORTEST = 5;
    private static final int LONGEST = 100;
    private static final int MEAN_REST = 20;
    private static final long SEED = 1;

    private final VirtualTime time = new VirtualTime();
    private final Dice dice = new Dice(SEED);
    private final List<Visit> visits = new ArrayList<>();
    private final Servers servers;
    private final Relay relay;
    private final Route route;

    private Hour(Scenario scenario, Route route) {
        this.servers = new Servers(scenario, time, dice.another());
        this.relay = new Relay(servers, List.of(), dice.another().generator(), time);
        this.route = route;
    }

    /** What came of the hour, when everything in it is over. */
    static Outcome of(Scenario scenario, Shape shape) {
        Hour hour = new Hour(scenario, shape.route());
        hour.nextClient();
        hour.time.runOut();
        hour.examine();
        return Outcome.of(scenario, hour.visits, hour.servers);
    }

    private void nextClient() {
        Duration wait = dice.exponential(BETWEEN_CLIENTS);
        Counting wanted = Counting.to((int) Math.min(LONGEST, SHORTEST + dice.exponential(MEAN_REST)));
        if (time.nanos() + wait.toNanos() < LENGTH.toNanos()) {
            time.after(wait, () -> {
                visits.add(Visit.begin(time, relay, route, wanted));
                nextClient();
            });
        }
    }

    private void examine() {
        visits.forEach(Visit::examine);
        boolean over = servers.all().stream().allMatch(server -> server.running() == 0) && time.timers() == 0;
        if (!over) {
            throw new AssertionError("something is still running when the hour is over");
        }
    }
}
