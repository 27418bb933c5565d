package dev.baton.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

class ChunkFramingTest {

    private final EmbeddedChannel client = new EmbeddedChannel();

    @BeforeEach
    void install() {
        client.pipeline().addLast(NettyPipeline.HttpCodec, new HttpServerCodec());
        ChunkFraming.install(client);
    }

    @AfterEach
    void close() {
        client.finishAndReleaseAll();
    }

    /** The encoder answers requests, so there has to be one. */
    private void ask() {
        client.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));
    }

    private void head(CharSequence name, String value) {
        DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(name, value);
        client.writeOutbound(head);
    }

    private void piece(String text) {
        client.writeOutbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    /** What was written, buffer by buffer. */
    private List<String> written() {
        List<String> buffers = new ArrayList<>();
        for (ByteBuf buffer = client.readOutbound(); buffer != null; buffer = client.readOutbound()) {
            buffers.add(buffer.toString(StandardCharsets.US_ASCII));
            buffer.release();
        }
        return buffers;
    }

    @Test
    void makesOneBufferOfEachPieceAndLeavesTheEndToTheEncoder() {
        ask();
        head(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        piece("data: one\n\n");
        piece("x".repeat(300));
        piece("");
        client.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(written())
                .filteredOn(buffer -> !buffer.isEmpty())
                .containsExactly(
                        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                        "b\r\ndata: one\n\n\r\n",
                        "12c\r\n" + "x".repeat(300) + "\r\n",
                        "0\r\n\r\n");
    }

    @Test
    void leavesABodyWithALengthAsItIs() {
        ask();
        head(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        client.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        written();

        ask();
        head(HttpHeaderNames.CONTENT_LENGTH, "5");
        piece("whole");
        client.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(String.join("", written())).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwhole");
    }
}
