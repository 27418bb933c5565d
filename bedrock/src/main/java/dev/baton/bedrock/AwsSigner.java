package dev.baton.bedrock;

import dev.baton.route.AwsAccess;
import dev.baton.upstream.Signer;
import dev.baton.upstream.UpstreamRequest;
import java.time.InstantSource;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests of providers that have no key of Bedrock's own: with the keys of the configuration, or with those that are found. Before the
 * first one AWS's classes are loaded where that may take long; later ones are signed at once, on the thread that asks.
 */
final class AwsSigner implements Signer {

    private final Mono<AwsCredentialsIdentity> found;
    private final Mono<Void> loaded;
    private final InstantSource clock;

    /**
     * @param found keys for providers that are given none
     * @param blocking where what takes long is allowed
     */
    AwsSigner(Mono<AwsCredentialsIdentity> found, Scheduler blocking, InstantSource clock) {
        this.found = found;
        this.loaded =
                Mono.<Void>fromRunnable(SignatureV4::load).subscribeOn(blocking).cache();
        this.clock = clock;
    }

    @Override
    public Mono<UpstreamRequest> sign(UpstreamRequest request) {
        if (request.provider().apiKey() != null) {
            return Mono.just(request);
        }
        AwsAccess access = Objects.requireNonNull(request.provider().aws());
        return loaded.then(keys(access)).map(keys -> SignatureV4.sign(request, access.region(), keys, clock.instant()));
    }

    private Mono<AwsCredentialsIdentity> keys(AwsAccess access) {
        AwsAccess.Keys keys = access.keys();
        return keys == null ? found : Mono.fromSupplier(() -> identity(keys));
    }

    private static AwsCredentialsIdentity identity(AwsAccess.Keys keys) {
        String id = keys.accessKeyId().value();
        String secret = keys.secretAccessKey().value();
        return keys.sessionToken() == null
                ? AwsCredentialsIdentity.create(id, secret)
                : AwsSessionCredentialsIdentity.create(
                        id, secret, keys.sessionToken().value());
    }
}
