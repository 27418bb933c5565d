package dev.baton.gateway.upstream;

import dev.baton.upstream.CallFailed;
import dev.baton.upstream.CallFailed.Stage;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.ContextView;

/** One call, from the search for a connection to the end of the answer. Lives on one event loop. */
final class Call {

    /** Where Reactor looks for what to do with an error that nobody waits for: here, that an abandoned connect failed. */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    private final UpstreamRequest request;
    private final LoopClient client;
    private final URI uri;

    private Stage stage = Stage.CONNECT;
    private boolean abandoned;
    private @Nullable Channel opening;
    private @Nullable Connection connection;

    Call(UpstreamRequest request, LoopClient client) {
        this.request = request;
        this.client = client;
        this.uri = uriOf(request);
    }

    /** To be subscribed to once, on the loop of its client. */
    Mono<UpstreamResponse> response() {
        return client.client(request.provider().reuse())
                .post()
                .uri(uri)
                .send(this::write)
                .responseConnection(this::toResponse)
                .next()
                .doOnCancel(this::abandon)
                .timeout(connectLimit())
                .onErrorMap(this::toFailure)
                .contextWrite(context ->
                        context.put(Call.class, this).put(ON_ERROR_DROPPED, (Consumer<Throwable>) dropped -> {}));
    }

    /** Tells the call that {@code context} belongs to, if any, that a connection is being opened for it. */
    static void opens(Channel channel, ContextView context) {
        context.<Call>getOrEmpty(Call.class).ifPresent(call -> call.opens(channel));
    }

    private void opens(Channel channel) {
        opening = channel;
        if (abandoned) {
            close(channel);
        }
    }

    private Mono<Long> connectLimit() {
        return Mono.delay(request.connectLimit(), client.scheduler())
                .filter(elapsed -> stage == Stage.CONNECT)
                .switchIfEmpty(Mono.never());
    }

    private Publisher<Void> write(HttpClientRequest http, NettyOutbound out) {
        stage = Stage.BEFORE_HEADERS;
        RequestHeaders.write(request, http.requestHeaders());
        return out.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())));
    }

    private Mono<UpstreamResponse> toResponse(HttpClientResponse http, Connection established) {
        stage = Stage.BODY;
        connection = established;
        Flux<byte[]> body = established
                .inbound()
                .receive()
                .asByteArray()
                .filter(bytes -> bytes.length > 0)
                .onErrorMap(this::toFailure);
        return Mono.just(new UpstreamResponse(http.status().code(), toHeaders(http), body));
    }

    private static Map<String, String> toHeaders(HttpClientResponse http) {
        Map<String, String> headers = new HashMap<>();
        http.responseHeaders()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return headers;
    }

    private CallFailed toFailure(Throwable cause) {
        return Breakage.of(cause, stage, uri);
    }

    /**
     * Ends what Reactor Netty leaves alone when it is cancelled: a connection being opened, and an answer that has begun.
     * May be called by any thread, but only the loop knows whether the connection is still this call's own.
     */
    private void abandon() {
        if (client.loop().inEventLoop()) {
            abandonHere();
        } else {
            client.loop().execute(this::abandonHere);
        }
    }

    private void abandonHere() {
        abandoned = true;
        if (connection != null) {
            // Closed, not disposed of: whoever still reads the body must not take what is missing for its end. Once the
            // answer has ended, this channel is a dead stand-in, whoever uses the real one by then.
            close(connection.channel());
        } else if (opening != null && stage == Stage.CONNECT) {
            close(opening);
        }
    }

    // Nobody waits for it, and a channel that cannot be closed is closed.
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void close(Channel channel) {
        channel.close();
    }

    private static URI uriOf(UpstreamRequest request) {
        String base = request.provider().baseUrl().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + request.path());
    }
}
