package dev.baton.gateway.api;

import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** What is served at a path. */
interface Endpoint {

    /** The only method that is served. */
    HttpMethod method();

    /** Completes when the response has been handed out; fails with what {@link Errors} tells the client. */
    Mono<Void> serve(Exchange exchange);
}
