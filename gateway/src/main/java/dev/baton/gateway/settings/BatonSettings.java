package dev.baton.gateway.settings;

import dev.baton.gateway.access.ClientKey;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole, valid configuration. Only {@link SettingsReader} makes one.
 *
 * @param clients who may call; empty when only callers on this machine are served
 * @param providers by name, in the order of the file; never empty
 * @param routes by the model name that clients ask for, in the order of the file; never empty
 */
public record BatonSettings(
        ServerSettings server, List<ClientKey> clients, Map<String, Provider> providers, Map<String, Route> routes) {

    public BatonSettings {
        clients = List.copyOf(clients);
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }
}
