package dev.baton.simulation;

import dev.baton.relay.Relay;
import dev.baton.resilience.Memory;
import dev.baton.route.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A relay with a memory, all that its clients ask it for, and what happens meanwhile. */
final class Gateway {

    private final Route route;
    private final int mostCalls;
    private final Defect defect;
    private final Memory memory = new Memory();
    private final Relay relay;
    private final List<Episode> episodes = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();

    /** @param mostCalls to one target at a time */
    Gateway(
            SimulatedUpstream upstream,
            Route route,
            int mostCalls,
            RandomGenerator chance,
            VirtualTime time,
            Defect defect) {
        this.route = route;
        this.mostCalls = mostCalls;
        this.defect = defect;
        this.memory.health().configure(route.targets().toList(), mostCalls);
        this.relay = new Relay(upstream, List.of(), memory, chance, time);
    }

    Route route() {
        return route;
    }

    void expect(Episode episode) {
        episodes.add(episode);
    }

    void begin(Episode episode) {
        episode.begin(relay, defect);
    }

    void happens(Happening happening) {
        happenings.add(happening);
        defect.memory().accept(memory, happening);
    }

    /** The promises that were broken, empty when all were kept. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        Reckoning reckoning = Reckoning.of(route, mostCalls, happenings);
        Set<SimulatedCall> repeated = new HashSet<>();
        for (Episode episode : episodes) {
            new Promises(episode, reckoning).examine();
            repeated.addAll(new Openings(episode).repeated());
            episode.broken().forEach(promise -> broken.add(episode.prompt() + ", " + promise));
        }
        if (!repeats(repeated).areWithinTheBudget()) {
            broken.add("P5: more is repeated than the budget allows");
        }
        return broken;
    }

    private Repeats repeats(Set<SimulatedCall> repeated) {
        List<Long> requests = new ArrayList<>();
        List<Long> repeats = new ArrayList<>();
        for (Happening happening : happenings) {
            if (happening instanceof Happening.Came) {
                requests.add(happening.at());
            } else if (happening instanceof Happening.Broke broke && repeated.contains(broke.call())) {
                repeats.add(happening.at());
            }
        }
        return new Repeats(requests, repeats);
    }
}
