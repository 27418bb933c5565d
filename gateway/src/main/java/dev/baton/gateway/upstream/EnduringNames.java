package dev.baton.gateway.upstream;

import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.NameResolver;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Resolves names as another resolver does, and goes on with the last good address of a name while its name servers are silent,
 * slow or failing. A name of which they say that it does not exist is forgotten: that is an answer. Used on one event loop.
 */
final class EnduringNames extends InetNameResolver {

    /** For an answer that comes later the last good address is used; it counts from the next connection on. */
    private static final Duration MOST_WAIT = Duration.ofMillis(250);

    private final NameResolver<InetAddress> names;
    private final KnownAddresses known;

    EnduringNames(EventExecutor loop, NameResolver<InetAddress> names, KnownAddresses known) {
        super(loop);
        this.names = names;
        this.known = known;
    }

    @Override
    protected void doResolve(String name, Promise<InetAddress> promise) {
        names.resolve(name).addListener((Future<InetAddress> answer) -> {
            learn(name, answer);
            settle(name, answer, promise);
        });
        if (!promise.isDone() && known.of(name).isPresent()) {
            limitWait(name, promise);
        }
    }

    private void learn(String name, Future<InetAddress> answer) {
        if (answer.isSuccess()) {
            known.learned(name, answer.getNow());
        } else if (saysThatThereIsNone(answer.cause())) {
            known.forget(name);
        }
    }

    /** Of other failures, a refusal among them, Netty does not say what they were. */
    private static boolean saysThatThereIsNone(Throwable failure) {
        return failure.getCause() instanceof DnsErrorCauseException error
                && error.getCode().equals(DnsResponseCode.NXDOMAIN);
    }

    private void settle(String name, Future<InetAddress> answer, Promise<InetAddress> promise) {
        if (answer.isSuccess()) {
            promise.trySuccess(answer.getNow());
        } else {
            known.of(name).ifPresentOrElse(promise::trySuccess, () -> promise.tryFailure(answer.cause()));
        }
    }

    private void limitWait(String name, Promise<InetAddress> promise) {
        Future<?> limit = executor()
                .schedule(
                        () -> known.of(name).ifPresent(promise::trySuccess),
                        MOST_WAIT.toMillis(),
                        TimeUnit.MILLISECONDS);
        promise.addListener(settled -> limit.cancel(false));
    }

    /** As they come: nobody here asks for more than one. */
    // The promise is who waits for it.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
        names.resolveAll(name, promise);
    }

    @Override
    public void close() {
        names.close();
    }
}
