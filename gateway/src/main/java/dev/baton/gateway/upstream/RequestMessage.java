package dev.baton.gateway.upstream;

import dev.baton.route.ApiKey;
import dev.baton.route.ConnectionReuse;
import dev.baton.upstream.UpstreamRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Set;

/**
 * A call as an HTTP message: the headers the caller gave, except the transport's own, the provider's key or a proof of who asks, and the
 * body.
 */
final class RequestMessage {

    /** Framing, connection and credentials: a request that brings one of these along does not get to set it. */
    private static final Set<String> OWN = Set.of(
            "accept-encoding",
            "api-key",
            "authorization",
            "connection",
            "content-length",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-api-key",
            "x-goog-api-key");

    private static final String X_API_KEY = "x-api-key";
    private static final String API_KEY = "api-key";
    private static final String X_GOOG_API_KEY = "x-goog-api-key";

    /** In the path of Vertex AI, which takes tokens; AI Studio, and Vertex AI without a project, take keys. */
    private static final String PROJECTS = "/projects/";

    private RequestMessage() {}

    static FullHttpRequest of(UpstreamRequest request, Origin origin) {
        ByteBuf body = Unpooled.wrappedBuffer(request.body());
        HttpMethod method = HttpMethod.valueOf(request.method().name());
        FullHttpRequest message = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, request.fullPath(), body);
        HttpHeaders headers = message.headers();
        headers.set(HttpHeaderNames.HOST, origin.authority());
        headers.set(HttpHeaderNames.USER_AGENT, "baton");
        request.headers().forEach((name, value) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                headers.set(name, value);
            }
        });
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        if (request.method() == UpstreamRequest.Method.POST) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
        }
        if (request.provider().reuse() == ConnectionReuse.NONE) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        ApiKey key = request.provider().apiKey();
        if (key != null) {
            switch (request.provider().protocol()) {
                case OPENAI, RESPONSES, BEDROCK -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key.value());
                case ANTHROPIC -> headers.set(X_API_KEY, key.value());
                case AZURE -> headers.set(API_KEY, key.value());
                case GEMINI -> {
                    if (request.provider().baseUrl().getPath().contains(PROJECTS)) {
                        headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key.value());
                    } else {
                        headers.set(X_GOOG_API_KEY, key.value());
                    }
                }
            }
        }
        if (request.proof() != null) {
            request.proof().headers().forEach(headers::set);
        }
        return message;
    }
}
