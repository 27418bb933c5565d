package dev.baton.gateway.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * The connections of one event loop: opened, used, at rest and used again there and nowhere else. There is no limit on them:
 * limits belong to the front door.
 */
final class LoopConnections {

    /** Shorter than the keep-alive of any server that has one: a request on a connection just closed is a request lost. */
    private static final Duration MOST_REST = Duration.ofSeconds(3);

    /** A connection is closed at most this much later than it has rested. */
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);

    /** Only a backstop: each call brings its own limit for TCP and TLS together, and closes what it stops waiting for. */
    private static final Duration MOST_CONNECT = Duration.ofSeconds(60);

    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final int MOST_CHUNK_BYTES = 64 * 1024;

    /** Seldom filled to its last byte by an answer: such an answer costs its connection ({@link AnswerDecoder}). */
    private static final int LEAST_READ_BYTES = 2 * 1024;

    /** A caller who has stopped reading is left with about one buffer of this size. */
    private static final int MOST_READ_BYTES = 16 * 1024;

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final ProviderNames names;
    private final CompletableFuture<SslContext> tls;
    private final Map<Origin, Deque<Connection>> resting = new HashMap<>();
    private boolean sweeping;
    private boolean closed;

    LoopConnections(EventLoop loop, LoopResources loops, CompletableFuture<SslContext> tls, ProviderNames names) {
        this.loop = loop;
        this.tls = tls;
        this.names = names;
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> loops.onChannel(SocketChannel.class, loop))
                .resolver(names)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) MOST_CONNECT.toMillis())
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(LEAST_READ_BYTES, LEAST_READ_BYTES, MOST_READ_BYTES)
                                .maxMessagesPerRead(1));
    }

    EventLoop loop() {
        return loop;
    }

    /** Runs it on the loop: at once where the caller is there already. */
    void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** The connection to this origin that has rested for the shortest time; null when there is none. */
    @Nullable
    Connection rested(Origin origin) {
        Deque<Connection> there = resting.get(origin);
        if (there == null) {
            return null;
        }
        Connection newest = there.pollFirst();
        while (newest != null && !newest.isFresh(MOST_REST)) {
            newest.close();
            newest = there.pollFirst();
        }
        return newest;
    }

    /** A connection that is being opened; closing it is the way to stop waiting for it. */
    Opening open(Origin origin) {
        Connection connection = new Connection(origin, this);
        ChannelFuture connected =
                bootstrap.clone().handler(new Setup(connection)).connect(origin.address());
        return new Opening(connection, connected);
    }

    /** A connection, and when it will stand, TLS included. */
    record Opening(Connection connection, ChannelFuture connected) {

        Channel channel() {
            return connected.channel();
        }

        /** The last step that is known of so far: TLS begins once TCP stands. */
        Future<?> encrypted() {
            SslHandler tls = channel().pipeline().get(SslHandler.class);
            return tls == null ? connected : tls.handshakeFuture();
        }
    }

    /** Takes a connection back whose answer has ended. */
    void rest(Connection connection) {
        if (closed) {
            connection.close();
            return;
        }
        resting.computeIfAbsent(connection.origin(), origin -> new ArrayDeque<>())
                .addFirst(connection);
        if (!sweeping) {
            sweeping = true;
            sweepLater();
        }
    }

    // Nobody waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void sweepLater() {
        loop.schedule(this::sweep, BETWEEN_SWEEPS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        resting.values().forEach(LoopConnections::dropStale);
        resting.values().removeIf(Deque::isEmpty);
        sweeping = !resting.isEmpty();
        if (sweeping) {
            sweepLater();
        }
    }

    private static void dropStale(Deque<Connection> there) {
        there.removeIf(connection -> {
            boolean stale = !connection.isFresh(MOST_REST);
            if (stale) {
                connection.close();
            }
            return stale;
        });
    }

    /** Closes what rests now, and what is in use when its answer ends. */
    void close() {
        closed = true;
        resting.values().forEach(there -> there.forEach(Connection::close));
        resting.clear();
        names.close();
    }

    /** What a connection consists of. */
    private final class Setup extends ChannelInitializer<Channel> {

        private final Connection connection;

        Setup(Connection connection) {
            this.connection = connection;
        }

        @Override
        protected void initChannel(Channel channel) {
            ChannelPipeline pipeline = channel.pipeline();
            Origin origin = connection.origin();
            if (origin.tls()) {
                SslHandler handler =
                        tls.join().newHandler(channel.alloc(), origin.address().getHostString(), origin.port());
                handler.setHandshakeTimeoutMillis(MOST_CONNECT.toMillis());
                pipeline.addLast(handler);
            }
            pipeline.addLast(connection.codec()).addLast(connection);
        }
    }

    static HttpDecoderConfig limits() {
        return new HttpDecoderConfig().setMaxHeaderSize(MOST_HEADER_BYTES).setMaxChunkSize(MOST_CHUNK_BYTES);
    }
}
