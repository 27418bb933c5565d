package dev.baton.simulation.hour;

import dev.baton.simulation.Dice;
import dev.baton.simulation.VirtualTime;
import dev.baton.upstream.Upstream;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The servers of an hour, by name. */
final class Servers implements Upstream {

    private final Map<String, Server> byName = new LinkedHashMap<>();

    Servers(Scenario scenario, VirtualTime time, Dice dice) {
        for (String name : Shape.SERVERS) {
            boolean inTrouble = scenario.everywhere() || name.equals(Shape.PRIMARY);
            byName.put(name, new Server(name, time, dice.another(), inTrouble ? scenario.spells() : List.of()));
        }
    }

    @Override
    public Mono<UpstreamResponse> exchange(UpstreamRequest request) {
        return Mono.defer(() -> byName.get(request.provider().name()).take(Counting.in(request.body())));
    }

    Server primary() {
        return byName.get(Shape.PRIMARY);
    }

    Collection<Server> all() {
        return byName.values();
    }
}
