package dev.baton.bedrock;

import dev.baton.route.AwsAccess;
import dev.baton.upstream.Signer;
import dev.baton.upstream.UpstreamRequest;
import java.time.InstantSource;
import java.util.Objects;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests of providers that have no key of Bedrock's own: with the keys of the configuration, or with those that are found. */
final class AwsSigner implements Signer {

    private final Mono<AwsCredentialsIdentity> found;
    private final InstantSource clock;

    /** @param found keys for providers that are given none */
    AwsSigner(Mono<AwsCredentialsIdentity> found, InstantSource clock) {
        this.found = found;
        this.clock = clock;
    }

    @Override
    public Mono<UpstreamRequest> sign(UpstreamRequest request) {
        if (request.provider().apiKey() != null) {
            return Mono.just(request);
        }
        AwsAccess access = Objects.requireNonNull(request.provider().aws());
        return keys(access).map(keys -> SignatureV4.sign(request, access.region(), keys, clock.instant()));
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
