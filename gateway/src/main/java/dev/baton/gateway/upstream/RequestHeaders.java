package dev.baton.gateway.upstream;

import dev.baton.route.ApiKey;
import dev.baton.upstream.UpstreamRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.Set;

/** The headers of a request: those the caller gave, except the transport's own, and the provider's key. */
final class RequestHeaders {

    /** Framing, connection and credentials: a request that brings one of these along does not get to set it. */
    private static final Set<String> OWN = Set.of(
            "accept-encoding",
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
            "upgrade");

    private RequestHeaders() {}

    static void write(UpstreamRequest request, HttpHeaders headers) {
        headers.set(HttpHeaderNames.USER_AGENT, "baton");
        request.headers().forEach((name, value) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                headers.set(name, value);
            }
        });
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        ApiKey key = request.provider().apiKey();
        if (key != null) {
            headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key.value());
        }
    }
}
