package dev.baton.gateway.api;

import dev.baton.dialect.openai.ChatError;
import dev.baton.gateway.access.Access;
import dev.baton.gateway.access.AccessRule;
import dev.baton.gateway.access.CallerFacts;
import java.net.InetSocketAddress;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets in who may call. Everything but the health of the gateway is behind it. */
final class AccessFilter implements WebFilter {

    private final AccessRule rule;

    AccessFilter(AccessRule rule) {
        this.rule = rule;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        exchange.getResponse().getHeaders().set(RequestFacts.ID_HEADER, RequestFacts.id(exchange));
        if (request.getPath().value().startsWith(HealthHandler.PREFIX)) {
            return chain.filter(exchange);
        }
        return switch (rule.judge(factsOf(request))) {
            case Access.Granted ignored -> chain.filter(exchange);
            case Access.Refused refused -> ErrorResponses.write(exchange.getResponse(), errorOf(refused));
        };
    }

    private static CallerFacts factsOf(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        return CallerFacts.of(peer == null ? null : peer.getAddress(), request.getHeaders()::getFirst);
    }

    private static ChatError errorOf(Access.Refused refused) {
        boolean unknown = refused.status() == 401;
        return new ChatError(
                refused.status(),
                unknown ? "authentication_error" : "permission_error",
                unknown ? "invalid_api_key" : "forbidden",
                null,
                "Refused: " + refused.message() + ".",
                null);
    }
}
