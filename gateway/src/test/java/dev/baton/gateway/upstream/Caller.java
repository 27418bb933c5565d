package dev.baton.gateway.upstream;

import dev.baton.route.ApiKey;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** An upstream on loops of its own, and the requests that tests make with it. */
final class Caller implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    final LoopResources loops;
    final NettyUpstream upstream;

    private Caller(LoopResources loops, NettyUpstream upstream) {
        this.loops = loops;
        this.upstream = upstream;
    }

    static Caller onLoops(int count) {
        LoopResources loops = LoopResources.create("test-loop", count, true);
        return new Caller(loops, new NettyUpstream(Map.of(), loops));
    }

    /** One loop, so that all callers share one pool. */
    static Caller onOneLoop() {
        return onLoops(1);
    }

    static Caller trusting(SslContext tls) {
        LoopResources loops = LoopResources.create("test-loop", 1, true);
        return new Caller(loops, new NettyUpstream(loops, tls));
    }

    /** Callers on so many loops, whose names are resolved there. */
    static Caller asking(InetSocketAddress nameServer, int count) throws SSLException {
        LoopResources loops = LoopResources.create("test-loop", count, true);
        SslContext tls = SslContextBuilder.forClient().build();
        return new Caller(
                loops, new NettyUpstream(loops, tls, new SingletonDnsServerAddressStreamProvider(nameServer)));
    }

    static Provider provider(URI baseUrl) {
        return provider(baseUrl, null, ConnectionReuse.POOLED);
    }

    static Provider provider(URI baseUrl, String key, ConnectionReuse reuse) {
        ApiKey apiKey = key == null ? null : new ApiKey(key);
        return new Provider("server-b", Protocol.OPENAI, baseUrl, apiKey, Continuation.NONE, reuse);
    }

    static UpstreamRequest request(Provider provider, String body) {
        return request(provider, body, Duration.ofSeconds(2));
    }

    static UpstreamRequest request(Provider provider, String body, Duration connectLimit) {
        return new UpstreamRequest(
                provider,
                "/chat/completions",
                Map.of("content-type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                connectLimit);
    }

    Mono<UpstreamResponse> call(RawServer server, String body) {
        return upstream.exchange(request(provider(server.http()), body));
    }

    /** The whole body of the response. */
    Mono<String> ask(RawServer server, String body) {
        return call(server, body).flatMap(Caller::text);
    }

    static Mono<String> text(UpstreamResponse response) {
        return response.body()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .reduce("", String::concat);
    }

    /** The failure of a call that must fail. */
    static CallFailed failure(Mono<?> call) {
        return call.then(Mono.<CallFailed>error(new AssertionError("the call succeeded")))
                .onErrorResume(CallFailed.class, Mono::just)
                .block(PATIENCE);
    }

    @Override
    public void close() {
        upstream.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block(PATIENCE);
    }
}
