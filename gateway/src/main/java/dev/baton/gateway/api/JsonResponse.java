package dev.baton.gateway.api;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** A JSON body. */
final class JsonResponse {

    private JsonResponse() {}

    static Mono<Void> write(ServerHttpResponse response, String json) {
        return write(response, json.getBytes(StandardCharsets.UTF_8));
    }

    static Mono<Void> write(ServerHttpResponse response, byte[] json) {
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(json.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(json)));
    }
}
