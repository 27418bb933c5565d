package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.route.Route;
import dev.baton.route.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The routes that are served, by the model name that clients ask for. */
record Routes(Map<String, Route> byModel) {

    /**
     * The route of a model.
     *
     * @throws BadRequest when there is none
     */
    Route of(String model) {
        Route route = byModel.get(model);
        if (route == null) {
            throw unknown(model);
        }
        return route;
    }

    /** The same names for another service. */
    Routes serving(Service service) {
        return new Routes(byModel.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().serving(service),
                        (one, same) -> one,
                        LinkedHashMap::new)));
    }

    private BadRequest unknown(String model) {
        String shown = model.length() > 100 ? model.substring(0, 100) + "…" : model;
        return new BadRequest(
                404,
                "model_not_found",
                "model",
                "The model '" + shown + "' is not served here (expected: one of " + String.join(", ", byModel.keySet())
                        + ").");
    }
}
