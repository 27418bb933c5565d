package dev.baton.gateway.api;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** Tells whether the gateway runs and takes requests. Needs no key. */
final class HealthHandler implements WebHandler {

    static final String PREFIX = "/health/";

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        return JsonResponse.write(exchange.getResponse(), "{\"status\":\"up\"}");
    }
}
