package dev.baton.gateway.api;

import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** Tells whether the gateway runs and takes requests. Needs no key. */
final class HealthEndpoint implements Endpoint {

    @Override
    public HttpMethod method() {
        return HttpMethod.GET;
    }

    @Override
    public Mono<Void> serve(Exchange exchange) {
        return JsonResponse.write(exchange.response(), "{\"status\":\"up\"}");
    }
}
