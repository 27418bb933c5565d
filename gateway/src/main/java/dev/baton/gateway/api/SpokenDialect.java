package dev.baton.gateway.api;

import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.gemini.GeminiPath;
import dev.baton.dialect.known.Dialects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which dialect a client speaks: its path says so, or, where several dialects share one, a header that only one of them has. */
final class SpokenDialect {

    static final String CHAT = "/v1/chat/completions";
    static final String COMPLETIONS = "/v1/completions";
    static final String EMBEDDINGS = "/v1/embeddings";
    static final String MESSAGES = "/v1/messages";
    static final String RESPONSES = "/v1/responses";

    /** For every path of Gemini at which answers are asked for: the model's name stands in it. */
    static final String GEMINI = "/v1beta/models/MODEL:generateContent";

    private static final String GEMINI_ALONE = "/v1beta/";

    private SpokenDialect() {}

    /** The path by which an endpoint is known. */
    static String place(String path) {
        return GeminiPath.of(path).isPresent() ? GEMINI : path;
    }

    static ClientDialect of(ServerHttpRequest request) {
        String path = request.getURI().getRawPath();
        return switch (path) {
            case CHAT -> Dialects.CHAT;
            case COMPLETIONS -> Dialects.COMPLETIONS;
            case EMBEDDINGS -> Dialects.EMBEDDINGS;
            case MESSAGES -> Dialects.MESSAGES;
            case RESPONSES -> Dialects.RESPONSES;
            default -> ofOthers(path, request.getHeaders());
        };
    }

    /** What is not served there is refused in the words of those who ask for it. */
    private static ClientDialect ofOthers(String path, HttpHeaders headers) {
        if (path.startsWith(RESPONSES + "/")) {
            return Dialects.RESPONSES;
        }
        if (isGemini(path, headers)) {
            return Dialects.GEMINI;
        }
        boolean anthropic = path.startsWith(MESSAGES + "/") || headers.getFirst("anthropic-version") != null;
        return anthropic ? Dialects.MESSAGES : Dialects.CHAT;
    }

    private static boolean isGemini(String path, HttpHeaders headers) {
        return place(path).equals(GEMINI)
                || path.startsWith(GEMINI_ALONE)
                || (!path.startsWith(MESSAGES) && headers.getFirst("x-goog-api-key") != null);
    }
}
