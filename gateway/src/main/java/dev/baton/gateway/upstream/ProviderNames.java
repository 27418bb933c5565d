package dev.baton.gateway.upstream;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.resolver.NameResolver;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import reactor.netty.resources.LoopResources;

/** Finds the addresses of providers, on one event loop: Netty's resolver and cache, and behind it what was known last. */
final class ProviderNames extends DnsAddressResolverGroup {

    private static final Duration MOST_QUERY = Duration.ofSeconds(1);

    private final KnownAddresses known;

    ProviderNames(EventLoop loop, LoopResources loops, DnsServerAddressStreamProvider servers, KnownAddresses known) {
        super(new DnsNameResolverBuilder()
                .datagramChannelFactory(() -> loops.onChannel(DatagramChannel.class, loop))
                .socketChannelFactory(() -> loops.onChannel(SocketChannel.class, loop))
                .nameServerProvider(servers)
                .queryTimeoutMillis(MOST_QUERY.toMillis()));
        this.known = known;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newAddressResolver(
            EventLoop loop, NameResolver<InetAddress> resolver) {
        return new InetSocketAddressResolver(loop, new EnduringNames(loop, resolver, known));
    }
}
