package dev.baton.gateway.settings;

import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.RoutePolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code baton.models}: a route for each model name that clients may ask for. */
record ModelsReader(Map<String, Provider> providers, RoutePolicy defaults) {
    private static final String EXPECTED =
            "at least one model by the name that clients ask for, such as chat: { targets: […] }";

    Map<String, Route> read(ConfigNode models) {
        if (models.isEmpty()) {
            models.problem(EXPECTED);
        }
        Map<String, Route> routes = new LinkedHashMap<>();
        models.entries(EXPECTED).forEach((name, node) -> routes.put(name, route(name, node)));
        return routes;
    }

    private Route route(String name, ConfigNode model) {
        model.checkName(ValueTypes.NAME, name);
        model.as(Section.MODEL);
        return new Route(
                name, new TargetsReader(providers).read(model.get("targets")), PolicyReader.read(model, defaults));
    }
}
