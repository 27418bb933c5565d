package dev.baton.gateway.upstream;

import dev.baton.route.Protocol;
import dev.baton.upstream.Signer;
import dev.baton.upstream.Upstream;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.EventExecutor;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * Calls providers over HTTP/1.1. A call made on an event loop stays on it, and its response is delivered there; a call made
 * elsewhere is moved to a loop. Certificates are checked against the trust store of the JDK, and hosts against them.
 */
public final class NettyUpstream implements Upstream {

    private final EventLoopGroup group;
    private final Map<EventExecutor, LoopConnections> connections = new HashMap<>();
    private final Map<Protocol, Signer> signers;

    /**
     * @param signers what proves to providers who asks, by protocol
     * @param loops the loops that the server runs on, colocated (as Reactor Netty makes them), so that both ends of a relay
     *     share one; they belong to the caller and stay open when this is closed
     */
    public NettyUpstream(Map<Protocol, Signer> signers, LoopResources loops) {
        // Reading the trust store takes a good part of a start: it is done beside the rest of it.
        this(signers, loops, CompletableFuture.supplyAsync(NettyUpstream::trustedByTheJdk), ofThePlatform());
    }

    NettyUpstream(LoopResources loops, SslContext tls) {
        this(Map.of(), loops, CompletableFuture.completedFuture(tls), ofThePlatform());
    }

    NettyUpstream(LoopResources loops, SslContext tls, DnsServerAddressStreamProvider nameServers) {
        this(Map.of(), loops, CompletableFuture.completedFuture(tls), nameServers);
    }

    private NettyUpstream(
            Map<Protocol, Signer> signers,
            LoopResources loops,
            CompletableFuture<SslContext> tls,
            DnsServerAddressStreamProvider nameServers) {
        this.signers = Map.copyOf(signers);
        KnownAddresses known = new KnownAddresses(System::nanoTime);
        group = loops.onClient(LoopResources.DEFAULT_NATIVE);
        for (EventExecutor each : group) {
            EventLoop loop = (EventLoop) each;
            ProviderNames names = new ProviderNames(loop, loops, nameServers, known);
            connections.put(loop, new LoopConnections(loop, loops, tls, names));
        }
    }

    @Override
    public Mono<UpstreamResponse> exchange(UpstreamRequest request) {
        Signer signer = signers.get(request.provider().protocol());
        // What is signed may come from a thread that had to wait for keys; its call is made where it was asked for.
        return signer == null
                ? Mono.fromDirect(caller -> caller.onSubscribe(new Call(request, here(), caller)))
                : Mono.defer(() -> call(signer.sign(request), here()));
    }

    private static Mono<UpstreamResponse> call(Mono<UpstreamRequest> signed, LoopConnections here) {
        return signed.flatMap(request -> call(request, here));
    }

    private static Mono<UpstreamResponse> call(UpstreamRequest request, LoopConnections here) {
        return Mono.fromDirect(caller -> caller.onSubscribe(new Call(request, here, caller)));
    }

    @Override
    public void close() {
        connections.values().stream()
                // What a loop has that ends is closed with it.
                .filter(each -> !each.loop().isShuttingDown())
                .forEach(each -> each.run(each::close));
    }

    private LoopConnections here() {
        // A colocated group answers with the loop of the calling thread when it has one.
        return Objects.requireNonNull(connections.get(group.next()));
    }

    private static DnsServerAddressStreamProvider ofThePlatform() {
        return DnsServerAddressStreamProviders.platformDefault();
    }

    private static SslContext trustedByTheJdk() {
        try {
            return SslContextBuilder.forClient().build();
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
