package dev.baton.gateway.api;

import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.known.Dialects;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which dialect a client speaks: its path says so, or, where several dialects share one, a header that only one of them has. */
final class SpokenDialect {

    static final String CHAT = "/v1/chat/completions";
    static final String MESSAGES = "/v1/messages";

    private SpokenDialect() {}

    static ClientDialect of(ServerHttpRequest request) {
        String path = request.getURI().getRawPath();
        boolean anthropic = path.equals(MESSAGES)
                || path.startsWith(MESSAGES + "/")
                || (!path.equals(CHAT) && request.getHeaders().getFirst("anthropic-version") != null);
        return anthropic ? Dialects.MESSAGES : Dialects.CHAT;
    }
}
