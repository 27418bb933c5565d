package dev.baton.gateway.api;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;

/** The connections of all clients, and the listener that they come through. Safe for use by many threads. */
final class ClientConnections {

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile @Nullable DisposableServer listener;
    private volatile boolean leaving;

    void comeThrough(DisposableServer bound) {
        listener = bound;
    }

    /** From now on this connection is watched. */
    void add(Channel channel) {
        ClientConnection.watch(channel);
        channels.add(channel);
    }

    /** The answer to a request; its connection is busy until it is over. */
    Mono<Void> during(Mono<Void> answer, ServerHttpResponse response) {
        ClientConnection connection = ClientConnection.of(response);
        connection.requestBegins();
        response.beforeCommit(() -> {
            if (leaving) {
                response.getHeaders().set(HttpHeaders.CONNECTION, "close");
            }
            return Mono.empty();
        });
        return answer.doFinally(end -> connection.requestEnds());
    }

    /**
     * From now on no connection is kept for another request: those at rest are closed, the others behind what is being answered on
     * them. New ones may still come, to be refused in words.
     */
    void leave() {
        leaving = true;
        channels.forEach(channel -> ClientConnection.of(channel).leave(true));
    }

    /**
     * No connection comes any more, and those without a request are closed.
     *
     * @return completes when none is left
     */
    CompletableFuture<Void> end() {
        if (listener != null) {
            listener.dispose();
        }
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channels.newCloseFuture().addListener(all -> closed.complete(null));
        channels.forEach(channel -> ClientConnection.of(channel).leave(false));
        return closed;
    }

    /** Closes whatever is left, in the middle of whatever it carries. */
    // Nobody waits for it, and a channel that cannot be closed is closed.
    @SuppressWarnings("FutureReturnValueIgnored")
    void cut() {
        channels.close();
    }
}
