package dev.baton.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.upstream.CallFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class FoundCredentialsTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Scheduler blocking = Schedulers.newSingle("finder");
    private final AtomicInteger looks = new AtomicInteger();
    private Instant now = Instant.EPOCH;

    @AfterEach
    void dispose() {
        blocking.dispose();
    }

    private Mono<AwsCredentialsIdentity> found(Supplier<AwsCredentialsIdentity> places) {
        return new FoundCredentials(places, blocking, () -> now).current();
    }

    private AwsCredentialsIdentity look() {
        return AwsCredentialsIdentity.create("id-" + looks.incrementAndGet(), "secret");
    }

    private static String id(Mono<AwsCredentialsIdentity> found) {
        return found.block(LIMIT).accessKeyId();
    }

    @Test
    void areLookedForWhereThatMayBlock() {
        List<String> threads = new ArrayList<>();

        id(found(() -> {
            threads.add(Thread.currentThread().getName());
            return look();
        }));

        assertThat(threads).singleElement().asString().startsWith("finder");
    }

    @Test
    void areKeptForAMinute() {
        Mono<AwsCredentialsIdentity> found = found(this::look);

        assertThat(id(found)).isEqualTo("id-1");
        now = now.plusSeconds(60);
        assertThat(id(found)).isEqualTo("id-1");
        now = now.plusSeconds(1);
        assertThat(id(found)).isEqualTo("id-2");
    }

    @Test
    void areLookedForAgainWhereTheyWereNotFound() {
        Mono<AwsCredentialsIdentity> found = found(() -> {
            if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("/home/me/.aws/credentials is not there");
            }
            return look();
        });

        StepVerifier.create(found)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                CallFailed.class,
                                failed -> assertThat(failed.stage()).isEqualTo(CallFailed.Stage.CONNECT))
                        .hasMessage("no AWS credentials were found to sign the request with"))
                .verify(LIMIT);
        assertThat(id(found)).isEqualTo("id-3");
    }
}
