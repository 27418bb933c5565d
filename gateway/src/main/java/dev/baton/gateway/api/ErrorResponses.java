package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.openai.ChatError;
import dev.baton.resilience.AnswerFailed;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The one place where errors become responses, for as long as no status has been sent. Behind that the response can only be
 * cut, which every client sees as an error.
 */
final class ErrorResponses implements ErrorWebExceptionHandler, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            LOG.info("request {} was cut: {}", RequestFacts.id(exchange), failure.toString());
            return Mono.error(failure);
        }
        if (failure instanceof MethodNotAllowedException wrong) {
            response.getHeaders().setAllow(wrong.getSupportedMethods());
        }
        return write(response, errorOf(exchange, failure));
    }

    static ChatError errorOf(ServerWebExchange exchange, Throwable failure) {
        return switch (failure) {
            case BadRequest fault -> ChatError.of(fault);
            case AnswerFailed failed -> ChatError.of(failed, RequestFacts.model(exchange));
            case MethodNotAllowedException wrong -> ChatError.of(wrongMethod(wrong));
            case ResponseStatusException refused -> ChatError.of(refusal(exchange, refused.getStatusCode()));
            default -> unexpected(exchange, failure);
        };
    }

    private static BadRequest wrongMethod(MethodNotAllowedException wrong) {
        String served =
                wrong.getSupportedMethods().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        return new BadRequest(
                405, "method_not_allowed", null, "This method is not served here (expected: " + served + ").");
    }

    private static BadRequest refusal(ServerWebExchange exchange, HttpStatusCode status) {
        String path = exchange.getRequest().getPath().value();
        return status.value() == 404
                ? new BadRequest(
                        404,
                        "unknown_path",
                        null,
                        "Nothing is served at this path (expected: POST /v1/chat/completions, GET /v1/models).")
                : new BadRequest(status.value(), "bad_request", null, "The request to " + path + " was refused.");
    }

    private static ChatError unexpected(ServerWebExchange exchange, Throwable failure) {
        LOG.error("request {} failed", RequestFacts.id(exchange), failure);
        return ChatError.internal();
    }

    static Mono<Void> write(ServerHttpResponse response, ChatError error) {
        response.setRawStatusCode(error.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        Duration wait = error.retryAfter();
        if (wait != null) {
            response.getHeaders().set("retry-after", Long.toString(Math.max(1, wait.toSeconds())));
        }
        byte[] body = error.json();
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /** Before Spring's own handlers, which would answer in another shape. */
    @Override
    public int getOrder() {
        return -2;
    }
}
