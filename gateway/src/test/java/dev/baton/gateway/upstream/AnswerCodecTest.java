package dev.baton.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact moments: what is let through, held and refused between two events of a channel. */
class AnswerCodecTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";

    private final AnswerCodec codec = new AnswerCodec(new HttpDecoderConfig());
    private final EmbeddedChannel channel = new EmbeddedChannel(codec);

    @AfterEach
    void releaseEverything() {
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {ANSWER, CHUNKED})
    void deliversContentAtOnceAndTheEndAfterTheRead(String answer) {
        request();

        read(answer);

        assertThat(delivered()).containsExactly("200", "hello");
        readComplete();
        assertThat(delivered()).containsExactly("end");
        assertThat(reusable()).isTrue();
        assertThat(channel.isActive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ANSWER,
                "H",
                "\r\n",
                "\0",
                "HTTP/1.1 200 O",
                "0\r\n\r\n",
                "garbage\n",
                "HTTP/1.1 103 Early Hints\r\n\r\n"
            })
    void givesUpAConnectionThatShowsMoreInTheSamePacket(String surplus) {
        request();

        read(ANSWER + surplus);
        readComplete();

        assertThat(delivered()).containsExactly("200", "hello", "end");
        assertThat(reusable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {ANSWER, "H", "\r\n"})
    void givesUpAConnectionThatShowsMoreInTheSameRead(String surplus) {
        request();

        read(ANSWER);
        read(surplus);
        readComplete();

        assertThat(delivered()).containsExactly("200", "hello", "end");
        assertThat(reusable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {ANSWER, "H", "\r\n"})
    void closesAConnectionThatShowsAnythingWhileIdle(String surplus) {
        request();
        read(ANSWER);
        readComplete();
        delivered();

        read(surplus);

        assertThat(delivered()).isEmpty();
        assertThat(reusable()).isFalse();
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void closesAConnectionThatSpeaksFirst() {
        read(ANSWER);

        assertThat(delivered()).isEmpty();
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void givesUpAConnectionThatAnsweredBeforeItHadTheWholeRequest() {
        channel.write(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));

        read(ANSWER);
        readComplete();

        assertThat(delivered()).containsExactly("200", "hello", "end");
        assertThat(reusable()).isFalse();
    }

    @Test
    void dropsInterimResponsesWholeOrInPieces() {
        request();

        for (char one : ("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + ANSWER)
                .toCharArray()) {
            read(String.valueOf(one));
        }
        readComplete();

        assertThat(delivered()).containsExactly("200", "h", "e", "l", "l", "o", "end");
        assertThat(reusable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"})
    void takesAStatusWithoutABodyForAWholeAnswer(String head) {
        request();

        read(head + "hello");
        readComplete();

        assertThat(delivered()).hasSize(2).endsWith("end");
        assertThat(reusable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nhello",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 1 200 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n"
            })
    void saysThatSomethingIsNotHttp(String nonsense) {
        request();

        read(nonsense);

        HttpObject first = channel.readInbound();
        assertThat(first.decoderResult().cause()).isInstanceOf(NotHttp.class);
        ReferenceCountUtil.release(first);
    }

    private void request() {
        channel.writeOutbound(
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.EMPTY_BUFFER));
        for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            sent.release();
        }
    }

    private void read(String bytes) {
        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private void readComplete() {
        channel.pipeline().fireChannelReadComplete();
        channel.runPendingTasks();
    }

    private List<String> delivered() {
        List<String> seen = new ArrayList<>();
        for (HttpObject next = channel.readInbound(); next != null; next = channel.readInbound()) {
            seen.add(
                    switch (next) {
                        case HttpResponse response ->
                            String.valueOf(response.status().code());
                        case LastHttpContent end -> "end";
                        case HttpContent content -> content.content().toString(StandardCharsets.UTF_8);
                        default -> next.toString();
                    });
            ReferenceCountUtil.release(next);
        }
        return seen;
    }

    private boolean reusable() {
        return codec.isReusable();
    }
}
