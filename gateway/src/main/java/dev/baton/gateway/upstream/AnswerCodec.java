package dev.baton.gateway.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * HTTP/1.1 for one request at a time: exactly one answer is let through for each request. Stands in for Netty's {@code
 * HttpClientCodec}, whose decoder keeps the bytes after an answer to itself, where nobody can see them.
 */
final class AnswerCodec extends CombinedChannelDuplexHandler<AnswerDecoder, HttpRequestEncoder> {

    private final AnswerDecoder decoder;

    AnswerCodec(HttpDecoderConfig limits) {
        this.decoder = new AnswerDecoder(limits);
        init(decoder, new HttpRequestEncoder());
    }

    /** Whether the connection has brought nothing but what was asked for. */
    boolean isReusable() {
        return decoder.isReusable();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpRequest) {
            decoder.requestBegins();
        }
        if (message instanceof LastHttpContent) {
            super.write(ctx, message, promise.unvoid().addListener(written -> decoder.requestIsOut()));
        } else {
            super.write(ctx, message, promise);
        }
    }
}
