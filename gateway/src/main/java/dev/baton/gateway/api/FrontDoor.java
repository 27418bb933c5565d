package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.gateway.access.Access;
import dev.baton.gateway.access.AccessRule;
import dev.baton.gateway.access.CallerFacts;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Lets in who may call and for whom there is room, finds what is served at a path, and turns errors into responses. It is all
 * that stands between the server and an endpoint: Spring's dispatcher, with its filters, mappings and observations, does much for
 * each request that an answer does not need.
 */
final class FrontDoor implements HttpHandler {

    /** Needs no key, and is served as long as the process is there. */
    private static final String HEALTH = "/health/";

    private final AccessRule rule;
    private final Admission admission;
    private final Map<String, Endpoint> endpoints;

    /** @param endpoints by path; one that ends in a slash stands for everything below it, for its method */
    FrontDoor(AccessRule rule, Admission admission, Map<String, Endpoint> endpoints) {
        this.rule = rule;
        this.admission = admission;
        this.endpoints = Map.copyOf(endpoints);
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        Exchange exchange = new Exchange(request, response);
        response.getHeaders().set(Exchange.ID_HEADER, exchange.id());
        response.getHeaders().set(exchange.dialect().requestIdHeader(), exchange.id());
        Mono<Void> answered = admitted(exchange).onErrorResume(failure -> Errors.tell(exchange, failure));
        // Nothing is written of a body that nobody wants, so nothing would send the status.
        return exchange.isHeadOnly() ? answered.then(Mono.defer(response::setComplete)) : answered;
    }

    private Mono<Void> admitted(Exchange exchange) {
        boolean health = exchange.path().startsWith(HEALTH);
        if (!health && rule.judge(factsOf(exchange.request())) instanceof Access.Refused refused) {
            return Mono.error(new NotAdmitted(refused));
        }
        Endpoint endpoint = at(SpokenDialect.place(exchange.path()), exchange.method());
        if (endpoint == null) {
            return Mono.error(unknownPath());
        }
        if (!endpoint.method().equals(exchange.method())) {
            exchange.response().getHeaders().set("allow", endpoint.method().name());
            return Mono.error(wrongMethod(endpoint));
        }
        return health ? endpoint.serve(exchange) : admission.serve(endpoint, exchange);
    }

    private @Nullable Endpoint at(String path, HttpMethod method) {
        Endpoint exact = endpoints.get(path);
        return exact == null ? above(path, method) : exact;
    }

    private @Nullable Endpoint above(String path, HttpMethod method) {
        return endpoints.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/") && path.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(endpoint -> endpoint.method().equals(method))
                .findFirst()
                .orElse(null);
    }

    private static CallerFacts factsOf(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        return CallerFacts.of(
                peer == null ? null : peer.getAddress(),
                request.getHeaders()::getFirst,
                request.getURI().getRawQuery());
    }

    private static BadRequest unknownPath() {
        return new BadRequest(
                404,
                "unknown_path",
                null,
                "Nothing is served at this path (expected: POST /v1/chat/completions, POST /v1/messages,"
                        + " POST /v1/responses, POST /v1beta/models/MODEL:generateContent or :streamGenerateContent,"
                        + " POST /v1/completions, POST /v1/embeddings, GET /v1/models).");
    }

    private static BadRequest wrongMethod(Endpoint endpoint) {
        return new BadRequest(
                405,
                "method_not_allowed",
                null,
                "This method is not served here (expected: " + endpoint.method() + ").");
    }

    /** A caller who may not call. Carries no stack trace. */
    static final class NotAdmitted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Access.Refused refused;

        NotAdmitted(Access.Refused refused) {
            super(refused.message(), null, false, false);
            this.refused = refused;
        }

        Access.Refused refused() {
            return refused;
        }
    }
}
