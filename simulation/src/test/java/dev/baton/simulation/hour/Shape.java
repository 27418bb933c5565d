package dev.baton.simulation.hour;

import dev.baton.route.ApiKey;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import java.net.URI;
import java.util.List;

/** How the three servers share a route. */
enum Shape {
    /** One after the other. */
    TIERS,
    /** All at once: a half of the answers for the primary, a quarter for each of the others. */
    WEIGHTS;

    static final String PRIMARY = "server-b";
    static final List<String> SERVERS = List.of(PRIMARY, "server-c", "server-d");

    /** The route with the policy that holds where nothing is configured. */
    Route route() {
        List<Route.Tier> tiers = switch (this) {
            case TIERS ->
                SERVERS.stream()
                        .map(name -> new Route.Tier(List.of(of(name, 1))))
                        .toList();
            case WEIGHTS ->
                List.of(new Route.Tier(SERVERS.stream()
                        .map(name -> of(name, name.equals(PRIMARY) ? 2 : 1))
                        .toList()));
        };
        return new Route("chat", tiers, RoutePolicy.DEFAULT);
    }

    private static Route.Weighted of(String name, int weight) {
        Provider provider = new Provider(
                name,
                Protocol.OPENAI,
                URI.create("http://" + name),
                new ApiKey("sk-" + name),
                Continuation.PREFILL,
                ConnectionReuse.POOLED);
        return new Route.Weighted(Target.of(provider, "m"), weight);
    }
}
