package dev.baton.gateway.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection, which carries one call after another. Lives on one event loop. */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {

    private final Origin origin;
    private final LoopConnections home;
    private final AnswerCodec codec = new AnswerCodec(LoopConnections.limits());
    private @Nullable Channel channel;
    private @Nullable Call call;
    private boolean staysOpen;
    private long restingSince;

    Connection(Origin origin, LoopConnections home) {
        this.origin = origin;
        this.home = home;
    }

    Origin origin() {
        return origin;
    }

    AnswerCodec codec() {
        return codec;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    /** Writes the request; from now until the end of the answer the call is told what happens. */
    void carry(Call carried, FullHttpRequest request) {
        call = carried;
        staysOpen = HttpUtil.isKeepAlive(request);
        channel().writeAndFlush(request).addListener(written -> {
            if (!written.isSuccess()) {
                broke(written.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject piece) {
        Call carried = call;
        if (piece.decoderResult().isFailure()) {
            broke(piece.decoderResult().cause());
            close();
        } else if (carried == null) {
            close();
        } else {
            tell(carried, piece);
        }
    }

    private void tell(Call carried, HttpObject piece) {
        switch (piece) {
            case HttpResponse head -> {
                staysOpen &= HttpUtil.isKeepAlive(head);
                carried.begins(head);
            }
            case LastHttpContent end -> {
                call = null;
                // First, so that whoever hears of the end finds this connection for the next call.
                leave();
                carried.ends();
            }
            case HttpContent content -> carried.brings(content.content());
            default -> throw new IllegalStateException("neither a head nor content");
        }
    }

    private void leave() {
        if (staysOpen && codec.isReusable() && channel().isActive()) {
            readOn(true);
            restingSince = System.nanoTime();
            home.rest(this);
        } else {
            close();
        }
    }

    /** Whether it may be used again. */
    boolean isFresh(Duration mostRest) {
        return channel().isActive() && codec.isReusable() && System.nanoTime() - restingSince < mostRest.toNanos();
    }

    /** Whether more is read than what has been. */
    void readOn(boolean wanted) {
        channel().config().setAutoRead(wanted);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        broke(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broke(cause);
        close();
    }

    private void broke(@Nullable Throwable cause) {
        Call carried = call;
        if (carried != null) {
            call = null;
            carried.breaks(cause);
        }
    }

    // Nobody waits for it, and a channel that cannot be closed is closed.
    @SuppressWarnings("FutureReturnValueIgnored")
    void close() {
        channel().close();
    }

    private Channel channel() {
        return Objects.requireNonNull(channel, "not in a pipeline yet");
    }
}
