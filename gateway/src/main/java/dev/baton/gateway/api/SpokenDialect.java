package dev.baton.gateway.api;

import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.known.Dialects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which dialect a client speaks: its path says so, or, where several dialects share one, a header that only one of them has. */
final class SpokenDialect {

    static final String CHAT = "/v1/chat/completions";
    static final String COMPLETIONS = "/v1/completions";
    static final String EMBEDDINGS = "/v1/embeddings";
    static final String MESSAGES = "/v1/messages";

    private SpokenDialect() {}

    static ClientDialect of(ServerHttpRequest request) {
        String path = request.getURI().getRawPath();
        return switch (path) {
            case CHAT -> Dialects.CHAT;
            case COMPLETIONS -> Dialects.COMPLETIONS;
            case EMBEDDINGS -> Dialects.EMBEDDINGS;
            case MESSAGES -> Dialects.MESSAGES;
            default -> isOfAnthropic(path, request.getHeaders()) ? Dialects.MESSAGES : Dialects.CHAT;
        };
    }

    private static boolean isOfAnthropic(String path, HttpHeaders headers) {
        return path.startsWith(MESSAGES + "/") || headers.getFirst("anthropic-version") != null;
    }
}
