package dev.baton.gateway.api;

import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/models/NAME}, and {@code /v1beta/models/NAME}: one name that clients may ask for. It may contain slashes, written as they are or as {@code %2F}. */
final class ModelEndpoint implements Endpoint {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String place;
    private final Routes routes;

    /** @param place where it is served: the part of the path before the name */
    ModelEndpoint(String place, Routes routes) {
        this.place = place;
        this.routes = routes;
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.GET;
    }

    @Override
    public Mono<Void> serve(Exchange exchange) {
        return Mono.fromSupplier(() -> routes.of(nameIn(exchange)))
                .map(route -> ModelEntry.of(route.model(), exchange.dialect().protocol()))
                .flatMap(entry -> JsonResponse.write(exchange.response(), JSON.writeValueAsBytes(entry)));
    }

    private String nameIn(Exchange exchange) {
        return exchange.request().getURI().getPath().substring(place.length());
    }
}
