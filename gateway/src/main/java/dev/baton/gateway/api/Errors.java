package dev.baton.gateway.api;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.BadRequest;
import dev.baton.gateway.access.Access;
import dev.baton.resilience.AnswerFailed;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** The one place where errors become what a client is told. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private Errors() {}

    /**
     * The response that tells of an error, as long as no status has been sent. Behind that the response can only be cut, which
     * every client sees as an error.
     */
    static Mono<Void> tell(Exchange exchange, Throwable failure) {
        if (exchange.response().isCommitted()) {
            if (!AbortedException.isConnectionReset(failure)) {
                LOG.info("request {} was cut: {}", exchange.id(), failure.toString());
            }
            return Mono.error(failure);
        }
        return write(exchange, of(exchange, failure));
    }

    /** What to tell the client of a failure. */
    static ApiError of(Exchange exchange, Throwable failure) {
        return switch (failure) {
            case BadRequest fault -> ApiError.of(fault);
            case AnswerFailed failed -> ApiError.of(failed, exchange.model());
            case Unavailable now -> ApiError.notNow(now.code(), now.text());
            case FrontDoor.NotAdmitted stranger -> refusal(stranger.refused());
            default -> unexpected(exchange, failure);
        };
    }

    private static ApiError refusal(Access.Refused refused) {
        boolean unknown = refused.status() == 401;
        return ApiError.of(
                refused.status(),
                unknown ? ApiError.Kind.AUTHENTICATION : ApiError.Kind.PERMISSION,
                unknown ? "invalid_api_key" : "forbidden",
                "Refused: " + refused.message() + ".",
                true);
    }

    private static ApiError unexpected(Exchange exchange, Throwable failure) {
        LOG.error("request {} failed", exchange.id(), failure);
        return ApiError.internal();
    }

    private static Mono<Void> write(Exchange exchange, ApiError error) {
        ServerHttpResponse response = exchange.response();
        response.setRawStatusCode(exchange.dialect().status(error));
        if (error.status() == HttpStatus.REQUEST_TIMEOUT.value()) {
            // What is still to come of the body would hold the connection as long as it likes.
            response.getHeaders().set(HttpHeaders.CONNECTION, "close");
        }
        Duration wait = error.retryAfter();
        if (wait != null) {
            long seconds = wait.plusMillis(999).toSeconds();
            response.getHeaders().set("retry-after", Long.toString(Math.max(1, seconds)));
        }
        if (error.isFinal()) {
            response.getHeaders().set("x-should-retry", "false");
        }
        return JsonResponse.write(response, exchange.dialect().body(error, exchange.id()));
    }
}
