package dev.baton.bedrock;

import dev.baton.upstream.CallFailed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Keys that have to be looked for. They are looked for where that may block, once for all who wait, and kept for a minute: whoever gives
 * out keys that end gives them out anew well before. What is not found is looked for again by the next request.
 */
final class FoundCredentials {

    private static final Logger LOG = LoggerFactory.getLogger(FoundCredentials.class);

    private static final Duration KEPT = Duration.ofMinutes(1);

    /** An instance that gives none is asked several times, a second each. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(10);

    private final Mono<AwsCredentialsIdentity> current;

    private record Found(AwsCredentialsIdentity keys, Instant at) {}

    /**
     * @param places looks, and throws where there are none; may block
     * @param blocking where that is allowed
     */
    FoundCredentials(Supplier<AwsCredentialsIdentity> places, Scheduler blocking, InstantSource clock) {
        current = Mono.fromSupplier(() -> new Found(places.get(), clock.instant()))
                .subscribeOn(blocking)
                .timeout(LONGEST_SEARCH, blocking)
                .onErrorMap(FoundCredentials::notFound)
                .cacheInvalidateIf(found -> found.at.plus(KEPT).isBefore(clock.instant()))
                .map(Found::keys);
    }

    /** The words of what failed stay in the log: they tell of files and addresses that are nobody else's concern. */
    private static CallFailed notFound(Throwable cause) {
        LOG.warn("no AWS credentials: {}", cause.toString());
        return new CallFailed(CallFailed.Stage.CONNECT, "no AWS credentials were found to sign the request with");
    }

    /** The keys to sign with; a {@link CallFailed} when there are none. */
    Mono<AwsCredentialsIdentity> current() {
        return current;
    }
}
