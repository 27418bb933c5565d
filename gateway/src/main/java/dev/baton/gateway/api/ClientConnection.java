package dev.baton.gateway.api;

import dev.baton.route.RoutePolicy.Timeouts;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The connection of one client, seen from below: tells when it takes more and when it is gone, and closes it when the client
 * takes nothing of what has been written for too long. Lives on the loop of its channel.
 */
final class ClientConnection extends ChannelDuplexHandler {

    /** What may be written ahead of a client, besides one event; more is asked for when most of it is gone. */
    static final WriteBufferWaterMark AHEAD = new WriteBufferWaterMark(8 << 10, 16 << 10);

    /** Not looked for among the handlers: a channel that is closing has none for a moment before it leaves its group. */
    private static final AttributeKey<ClientConnection> WATCHED =
            AttributeKey.valueOf(ClientConnection.class, "watched");

    /** A stall is noticed at most this fraction of its limit late. */
    private static final int LOOKS = 4;

    private final Channel channel;
    private Duration writeStall = Timeouts.DEFAULT.writeStall();
    private @Nullable Runnable whenWritable;
    private @Nullable Runnable whenGone;
    private @Nullable Future<?> look;
    private @Nullable ChannelHandlerContext context;
    private long pendingThen;
    private int looksInVain;
    private int serving;
    private boolean leaving;
    private boolean mayAsk = true;
    private Head head = Head.LEAVES_AT_ONCE;

    /** What becomes of a response head that is written. */
    private enum Head {
        LEAVES_AT_ONCE,
        WAITS_FOR_MORE,
        WAITING
    }

    private ClientConnection(Channel channel) {
        this.channel = channel;
    }

    /** From now on this connection is watched. */
    static void watch(Channel channel) {
        channel.config().setWriteBufferWaterMark(AHEAD);
        ClientConnection connection = new ClientConnection(channel);
        channel.attr(WATCHED).set(connection);
        channel.pipeline().addFirst(connection);
    }

    /** The connection that this response goes to. */
    static ClientConnection of(ServerHttpResponse response) {
        HttpServerResponse http = ServerHttpResponseDecorator.getNativeResponse(response);
        Channel[] channel = new Channel[1];
        http.withConnection(connection -> channel[0] = connection.channel());
        return of(channel[0]);
    }

    static ClientConnection of(Channel channel) {
        return Objects.requireNonNull(channel.attr(WATCHED).get(), "not watched");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** A request has come, to be called on the loop of the channel. */
    void requestBegins() {
        serving++;
        mayAsk = false;
    }

    /** Its response has been written, or never will be. */
    void requestEnds() {
        run(() -> {
            serving--;
            closeIfIdle();
        });
    }

    /**
     * Closes the connection as soon as nothing is being answered on it.
     *
     * @param unlessNew whether one on which nothing was asked yet is left to ask once
     */
    void leave(boolean unlessNew) {
        run(() -> {
            leaving = true;
            mayAsk &= unlessNew;
            closeIfIdle();
        });
    }

    /** Behind everything that has been written. */
    private void closeIfIdle() {
        if (leaving && serving == 0 && !mayAsk && context != null) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void run(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    /**
     * An answer begins.
     *
     * @param limit how long the client may take nothing of it
     * @param wanted runs on the loop of the channel whenever the client takes more after it took nothing
     * @param gone runs there when the connection has ended, with or without the answer
     */
    void begin(Duration limit, Runnable wanted, Runnable gone) {
        writeStall = limit;
        whenWritable = wanted;
        whenGone = gone;
    }

    /**
     * The head of the response that comes next is followed by something at once, and leaves together with it: it counts as
     * written before it is, and is flushed within the same turn of the loop. Reactor Netty would send it by itself.
     */
    void expectMoreThanAHead() {
        head = Head.WAITS_FOR_MORE;
    }

    /** Whether what is written now will not have to wait for long. */
    boolean takesMore() {
        return channel.isWritable();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
        if (whenWritable != null && channel.isWritable()) {
            whenWritable.run();
        }
    }

    // If the head cannot be written, neither can what follows it, and its writer is told.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (head == Head.WAITS_FOR_MORE) {
            head = Head.WAITING;
            ctx.write(message);
            promise.trySuccess();
        } else {
            ctx.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (head == Head.WAITING) {
            head = Head.LEAVES_AT_ONCE;
            ctx.executor().execute(() -> flush(ctx));
            return;
        }
        ctx.flush();
        if (look == null && pending() > 0) {
            looksInVain = 0;
            lookLater();
        }
    }

    private void lookLater() {
        pendingThen = pending();
        look = channel.eventLoop().schedule(this::look, writeStall.toNanos() / LOOKS, TimeUnit.NANOSECONDS);
    }

    // Nobody waits for a close, and a channel that cannot be closed is closed.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void look() {
        look = null;
        looksInVain = pending() < pendingThen ? 0 : looksInVain + 1;
        if (looksInVain == LOOKS) {
            channel.close();
        } else if (pending() > 0) {
            lookLater();
        }
    }

    /** Bytes that the kernel has not taken. */
    private long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        whenWritable = null;
        if (look != null) {
            look.cancel(false);
        }
        if (whenGone != null) {
            whenGone.run();
            whenGone = null;
        }
        ctx.fireChannelInactive();
    }
}
