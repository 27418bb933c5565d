package dev.baton.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection without a network: bytes in, answers out, in the order in which a channel reports them. Gives up a connection
 * where {@link Connection} does.
 */
final class FuzzedWire implements AutoCloseable {

    /** How the answer to a request ended. */
    enum End {
        WHOLE,
        /** Whole, and its connection carries no other request. */
        NOT_REUSED,
        /** Not HTTP, and so a failure of the call. */
        REFUSED,
        CUT
    }

    /** What was let through for one request; the content with a character for each byte. */
    record Answer(String status, String content, End end) {
        Answer notReused() {
            return end == End.WHOLE ? new Answer(status, content, End.NOT_REUSED) : this;
        }
    }

    private final AnswerCodec codec = new AnswerCodec(LoopConnections.limits());
    private final EmbeddedChannel channel = new EmbeddedChannel(codec);
    private final List<ByteBuf> buffers = new ArrayList<>();

    private String status = "";
    private final StringBuilder content = new StringBuilder();
    private End end = End.CUT;

    void request() {
        status = "";
        content.setLength(0);
        end = End.CUT;
        channel.writeOutbound(
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.EMPTY_BUFFER));
        channel.releaseOutbound();
    }

    /** Each piece is a read of its own. */
    void bring(byte[] bytes, int pieceLength) {
        for (int from = 0; from < bytes.length && channel.isActive(); from += pieceLength) {
            ByteBuf piece = Unpooled.copiedBuffer(bytes, from, Math.min(pieceLength, bytes.length - from));
            buffers.add(piece);
            channel.pipeline().fireChannelRead(piece);
            channel.pipeline().fireChannelReadComplete();
            channel.runPendingTasks();
            takeDelivered();
        }
    }

    /** The answer so far; where it has not ended the provider closes the connection. */
    Answer answer() {
        if (end == End.CUT) {
            channel.finish();
            takeDelivered();
        }
        return new Answer(status, content.toString(), end);
    }

    boolean isReusable() {
        return end == End.WHOLE && codec.isReusable() && channel.isActive();
    }

    private void takeDelivered() {
        for (HttpObject next = channel.readInbound(); next != null; next = channel.readInbound()) {
            take(next);
            ReferenceCountUtil.release(next);
        }
    }

    private void take(HttpObject piece) {
        if (end == End.REFUSED) {
            return; // The connection is closed by then, and the call has failed.
        }
        assertThat(end).as("a piece behind the end: %s", piece).isEqualTo(End.CUT);
        if (piece.decoderResult().isFailure()) {
            refuse(piece.decoderResult().cause());
            return;
        }
        switch (piece) {
            case HttpResponse head -> begin(head);
            case LastHttpContent last -> end = End.WHOLE;
            case HttpContent more -> content.append(more.content().toString(StandardCharsets.ISO_8859_1));
            default -> throw new AssertionError("neither a head nor content: " + piece);
        }
    }

    private void refuse(Throwable cause) {
        assertThat(cause).isInstanceOfAny(NotHttp.class, PrematureChannelClosureException.class);
        if (cause instanceof NotHttp) {
            end = End.REFUSED;
            channel.close();
        }
    }

    private void begin(HttpResponse head) {
        assertThat(status).as("a second answer").isEmpty();
        status = Integer.toString(head.status().code());
    }

    /** Nothing was thrown on the way, and no buffer is left. */
    @Override
    public void close() {
        channel.finishAndReleaseAll();
        channel.checkException();
        assertThat(buffers).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    }
}
