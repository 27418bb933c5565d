package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.gateway.settings.Limits;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Reads the JSON body of a request, once and within bounds. */
final class RequestBody {

    /** Prompts with images take megabytes. */
    static final int MOST_BYTES = (int) Limits.LARGEST_BODY;

    /**
     * Where Reactor looks for what to do with an error that nobody waits for. Reactor Netty tells of a reset a second time
     * when the first telling has ended the request.
     */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    private RequestBody() {}

    /**
     * The body, never empty; {@link BadRequest} when it is too large, compressed, not declared as JSON, too slow or not all there, {@link
     * Unavailable} when there is no room for it.
     */
    static Mono<byte[]> read(ServerHttpRequest request) {
        BadRequest refusal = refusal(request.getHeaders());
        if (refusal != null) {
            return Mono.error(refusal);
        }
        return DataBufferUtils.join(request.getBody(), MOST_BYTES)
                .map(RequestBody::bytes)
                .onErrorMap(cause -> !isTold(cause), RequestBody::unreadable)
                .switchIfEmpty(Mono.error(() ->
                        new BadRequest(400, "empty_body", null, "The body is empty (expected: one JSON object).")))
                .contextWrite(Context.of(ON_ERROR_DROPPED, (Consumer<Throwable>) secondTime -> {}));
    }

    private static @Nullable BadRequest refusal(HttpHeaders headers) {
        String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return new BadRequest(
                    415, "unsupported_encoding", null, "The body is compressed (expected: no Content-Encoding).");
        }
        if (!isJson(headers)) {
            return new BadRequest(
                    415, "unsupported_media_type", null, "The Content-Type is not JSON (expected: application/json).");
        }
        return headers.getContentLength() > MOST_BYTES ? tooLarge() : null;
    }

    /** Nothing else is taken for JSON: a web page can send other types to a gateway on its reader's machine unasked. */
    private static boolean isJson(HttpHeaders headers) {
        try {
            MediaType type = headers.getContentType();
            return type != null && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    /** What says for itself why the body must not be read on. */
    private static boolean isTold(Throwable cause) {
        return cause instanceof BadRequest || cause instanceof Unavailable;
    }

    /** A client that leaves or goes silent within its request is no fault of the gateway. */
    private static BadRequest unreadable(Throwable cause) {
        return switch (cause) {
            case DataBufferLimitException tooMuch -> tooLarge();
            case ReadTimeoutException late ->
                new BadRequest(
                        408,
                        "body_timeout",
                        null,
                        "The body stopped coming (expected: all of it without long pauses).");
            default ->
                new BadRequest(
                        400, "incomplete_body", null, "The connection ended within the body (expected: all of it).");
        };
    }

    private static BadRequest tooLarge() {
        return new BadRequest(
                413, "request_too_large", null, "The body is too large (expected: at most " + MOST_BYTES + " bytes).");
    }

    private static byte[] bytes(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
