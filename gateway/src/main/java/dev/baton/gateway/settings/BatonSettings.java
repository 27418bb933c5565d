package dev.baton.gateway.settings;

import dev.baton.gateway.access.ClientKey;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.Service;
import dev.baton.route.Target;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole, valid configuration. Only {@link SettingsReader} makes one.
 *
 * @param clients who may call; empty when only callers on this machine are served
 * @param limits what is done at a time
 * @param providers by name, in the order of the file; never empty
 * @param healthChecks one for each provider that has any
 * @param routes by the model name that clients ask for, in the order of the file; never empty
 */
public record BatonSettings(
        ServerSettings server,
        List<ClientKey> clients,
        Limits limits,
        Map<String, Provider> providers,
        List<HealthCheck> healthChecks,
        Map<String, Route> routes) {

    public BatonSettings {
        clients = List.copyOf(clients);
        healthChecks = List.copyOf(healthChecks);
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    /** Everybody whom a route may ask, each once for whatever it may be asked for. */
    public Set<Target> targets() {
        return Stream.of(Service.values())
                .flatMap(service -> routes.values().stream().map(route -> route.serving(service)))
                .flatMap(Route::targets)
                .collect(Collectors.toSet());
    }
}
