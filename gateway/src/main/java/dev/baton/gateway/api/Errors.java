package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.openai.ChatError;
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
        return write(exchange.response(), of(exchange, failure));
    }

    /** What to tell the client of a failure. */
    static ChatError of(Exchange exchange, Throwable failure) {
        return switch (failure) {
            case BadRequest fault -> ChatError.of(fault);
            case AnswerFailed failed -> ChatError.of(failed, exchange.model());
            case Unavailable now -> ChatError.notNow(now.code(), now.text());
            case FrontDoor.NotAdmitted stranger -> refusal(stranger.refused());
            default -> unexpected(exchange, failure);
        };
    }

    private static ChatError refusal(Access.Refused refused) {
        boolean unknown = refused.status() == 401;
        return new ChatError(
                refused.status(),
                unknown ? "authentication_error" : "permission_error",
                unknown ? "invalid_api_key" : "forbidden",
                null,
                "Refused: " + refused.message() + ".",
                null,
                true);
    }

    private static ChatError unexpected(Exchange exchange, Throwable failure) {
        LOG.error("request {} failed", exchange.id(), failure);
        return ChatError.internal();
    }

    private static Mono<Void> write(ServerHttpResponse response, ChatError error) {
        response.setRawStatusCode(error.status());
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
        return JsonResponse.write(response, error.json());
    }
}
