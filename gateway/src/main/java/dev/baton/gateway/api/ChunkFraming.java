package dev.baton.gateway.api;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Makes one buffer of each chunk of a response (RFC 9112, section 7.1). Netty's encoder would make three, with a promise each,
 * of every event. Heads, the last chunk and all that is not chunked are left to it.
 */
final class ChunkFraming extends ChannelOutboundHandlerAdapter {

    private static final int CRLF = '\r' << 8 | '\n';

    /** The digits of the longest size, and two ends of line. */
    private static final int MOST_FRAMING = Integer.SIZE / 4 + 4;

    private @Nullable ChannelHandlerContext encoder;
    private boolean chunked;

    private ChunkFraming() {}

    static void install(Channel channel) {
        channel.pipeline().addAfter(NettyPipeline.HttpCodec, null, new ChunkFraming());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        encoder = ctx.pipeline().context(NettyPipeline.HttpCodec);
    }

    // Whoever wants to know what became of it looks at the promise.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse head) {
            chunked = HttpUtil.isTransferEncodingChunked(head);
        }
        if (chunked && encoder != null && message instanceof ByteBuf piece && piece.isReadable()) {
            encoder.write(framed(ctx, piece), promise);
        } else {
            ctx.write(message, promise);
        }
    }

    private static ByteBuf framed(ChannelHandlerContext ctx, ByteBuf piece) {
        int size = piece.readableBytes();
        ByteBuf chunk = ctx.alloc().ioBuffer(size + MOST_FRAMING);
        chunk.writeCharSequence(Integer.toHexString(size), StandardCharsets.US_ASCII);
        chunk.writeShort(CRLF).writeBytes(piece).writeShort(CRLF);
        piece.release();
        return chunk;
    }
}
