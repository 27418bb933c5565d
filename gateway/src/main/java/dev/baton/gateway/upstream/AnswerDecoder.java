package dev.baton.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.ListIterator;
import org.jspecify.annotations.Nullable;

/**
 * Lets the one answer through that was asked for. Interim responses are dropped; a byte that comes while no answer is due
 * makes its connection one that is never used again.
 *
 * <pre>
 *            request written              last byte of the answer            one turn of the loop later
 *   IDLE ───────────────────► AWAITING ──────────────────────────► ENDING ─────────────────────────────► IDLE
 *     │ any byte: close                                              │ any byte: do not reuse
 * </pre>
 *
 * The end of an answer is handed on only after the read that brought it: handing it on puts the connection back into the
 * pool, and the next request must not be written while there are surplus bytes, or a FIN, in the same read. A connection whose
 * answer ends where a full buffer ends is not used again, for what may follow has not been read. The content before the end is
 * not delayed.
 */
final class AnswerDecoder extends HttpResponseDecoder {

    private static final String MALFORMED = "malformed response";

    private boolean awaiting;
    private boolean requestIsOut;
    private boolean interim;
    private boolean reusable = true;
    private @Nullable LastHttpContent end;

    AnswerDecoder(HttpDecoderConfig limits) {
        super(limits);
    }

    void requestBegins() {
        awaiting = true;
        requestIsOut = false;
    }

    void requestIsOut() {
        requestIsOut = true;
    }

    /** Whether the connection has brought nothing but what was asked for. */
    boolean isReusable() {
        return reusable;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        if (awaiting) {
            super.channelRead(ctx, bytes);
        } else {
            ReferenceCountUtil.release(bytes);
            refuseSurplus(ctx);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out) throws Exception {
        if (awaiting) {
            super.decode(ctx, bytes, out);
            review(out);
        } else {
            bytes.skipBytes(bytes.readableBytes());
            refuseSurplus(ctx);
        }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out) throws Exception {
        super.decodeLast(ctx, bytes, out);
        awaiting = false;
        if (end != null) {
            out.add(end);
            end = null;
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        super.channelReadComplete(ctx);
        if (end != null) {
            if (isBufferFull(ctx)) {
                reusable = false;
            }
            // A FIN that was read with the answer is reported after this event and before the next task.
            ctx.executor().execute(() -> deliverEnd(ctx));
        }
    }

    /** Whether the last read took all that there was room for, so that more may wait behind the answer, seen by nobody yet. */
    private static boolean isBufferFull(ChannelHandlerContext ctx) {
        var read = ctx.channel().unsafe().recvBufAllocHandle();
        return read.attemptedBytesRead() > 0 && read.lastBytesRead() == read.attemptedBytesRead();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        deliverEnd(ctx);
        super.channelInactive(ctx);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        ReferenceCountUtil.release(end);
        end = null;
        super.handlerRemoved0(ctx);
    }

    private void deliverEnd(ChannelHandlerContext ctx) {
        LastHttpContent held = end;
        if (held != null) {
            end = null;
            if (!requestIsOut) {
                reusable = false;
            }
            ctx.fireChannelRead(held);
            ctx.fireChannelReadComplete();
        }
    }

    private void review(List<Object> decoded) {
        for (ListIterator<Object> each = decoded.listIterator(); each.hasNext(); ) {
            switch (each.next()) {
                case HttpObject broken
                when broken.decoderResult().isFailure() ->
                    broken.setDecoderResult(failure(broken.decoderResult().cause()));
                case HttpResponse strange
                when strange.status().code() < 100 || strange.status().code() > 999 ->
                    strange.setDecoderResult(DecoderResult.failure(new NotHttp(MALFORMED)));
                case HttpResponse switching
                when HttpResponseStatus.SWITCHING_PROTOCOLS.equals(switching.status()) ->
                    switching.setDecoderResult(DecoderResult.failure(new NotHttp("switched protocols")));
                case HttpResponse response
                when response.status().codeClass() == HttpStatusClass.INFORMATIONAL -> {
                    interim = true;
                    each.remove();
                }
                case LastHttpContent last
                when interim -> {
                    interim = false;
                    each.remove();
                }
                case LastHttpContent last -> {
                    awaiting = false;
                    holdEnd(last, each);
                }
                default -> {}
            }
        }
    }

    private void holdEnd(LastHttpContent last, ListIterator<Object> place) {
        if (last.content().isReadable()) {
            place.set(new DefaultHttpContent(last.content()));
            end = LastHttpContent.EMPTY_LAST_CONTENT;
        } else {
            place.remove();
            end = last;
        }
    }

    // Marked as it is, the connection is never used again, whatever becomes of its close.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void refuseSurplus(ChannelHandlerContext ctx) {
        reusable = false;
        if (end == null) { // Otherwise it is closed once the answer has been handed on whole.
            ctx.close();
        }
    }

    private static DecoderResult failure(Throwable cause) {
        boolean tooLong = cause instanceof TooLongFrameException;
        return DecoderResult.failure(new NotHttp(tooLong ? "status line or headers too large" : MALFORMED));
    }
}
