package dev.baton.gateway.api;

import java.util.function.BooleanSupplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** Tells whether all is well, as far as it is asked. Needs no key. */
final class HealthEndpoint implements Endpoint {

    private final BooleanSupplier well;

    HealthEndpoint(BooleanSupplier well) {
        this.well = well;
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.GET;
    }

    @Override
    public Mono<Void> serve(Exchange exchange) {
        if (well.getAsBoolean()) {
            return JsonResponse.write(exchange.response(), "{\"status\":\"up\"}");
        }
        exchange.response().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        return JsonResponse.write(exchange.response(), "{\"status\":\"shutting-down\"}");
    }
}
