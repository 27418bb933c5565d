package dev.baton.gateway.upstream;

import dev.baton.route.ConnectionReuse;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * The connections of one event loop. Every connection of {@code pool} lives on {@code loop}, provided that calls are
 * subscribed to there.
 */
record LoopClient(EventLoop loop, Scheduler scheduler, ConnectionProvider pool, HttpClient pooled, HttpClient single) {

    /**
     * Connections to one provider from one loop. A call takes one connection, so this is a limit on calls; it is far above
     * what a process has file descriptors for: a pool is no place to limit requests.
     */
    static final int MAX_CONNECTIONS = 50_000;

    /** Callers that may wait for a connection when the limit is reached, and for how long. */
    private static final int MAX_WAITING = 100;

    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    /** Shorter than the keep-alive of any server that has one: a request on a connection just closed is a request lost. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(3);

    /** Only a backstop: each call brings its own limit for TCP and TLS together, and closes what it stops waiting for. */
    private static final Duration MAX_CONNECT = Duration.ofSeconds(60);

    private static final Duration MAX_DNS_QUERY = Duration.ofSeconds(1);

    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    /** One read of a socket brings at most this many buffers of this size; a caller who has stopped reading holds few. */
    private static final int MAX_READ_BUFFERS = 4;

    private static final int MAX_READ_BUFFER_BYTES = 16 * 1024;

    static LoopClient on(EventLoop loop, LoopResources loops, SslContext tls, int maxConnections) {
        ConnectionProvider pool = ConnectionProvider.builder("baton-upstream")
                .maxConnections(maxConnections)
                .pendingAcquireMaxCount(MAX_WAITING)
                .pendingAcquireTimeout(MAX_WAIT)
                .maxIdleTime(MAX_IDLE)
                .evictInBackground(MAX_IDLE)
                .lifo()
                .build();
        return new LoopClient(
                loop,
                Schedulers.fromExecutorService(loop),
                pool,
                configure(HttpClient.create(pool), loops, tls),
                configure(HttpClient.create(ConnectionProvider.newConnection()), loops, tls)
                        .keepAlive(false));
    }

    HttpClient client(ConnectionReuse reuse) {
        return switch (reuse) {
            case POOLED -> pooled;
            case NONE -> single;
        };
    }

    private static HttpClient configure(HttpClient client, LoopResources loops, SslContext tls) {
        return client.runOn(loops)
                .protocol(HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext(tls).handshakeTimeout(MAX_CONNECT))
                .resolver(dns -> dns.queryTimeout(MAX_DNS_QUERY))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) MAX_CONNECT.toMillis())
                .option(ChannelOption.RECVBUF_ALLOCATOR, readBuffers())
                .disableRetry(true)
                .followRedirect(false)
                .compress(false)
                .doOnChannelInit((observer, channel, remote) -> {
                    channel.pipeline()
                            .replace(NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, new AnswerCodec(limits()));
                    Call.opens(channel, observer.currentContext());
                });
    }

    private static AdaptiveRecvByteBufAllocator readBuffers() {
        AdaptiveRecvByteBufAllocator buffers = new AdaptiveRecvByteBufAllocator(64, 2048, MAX_READ_BUFFER_BYTES);
        buffers.maxMessagesPerRead(MAX_READ_BUFFERS);
        return buffers;
    }

    private static HttpDecoderConfig limits() {
        return new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES).setMaxChunkSize(MAX_CHUNK_BYTES);
    }
}
