package dev.baton.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.SettingsReader;
import dev.baton.relay.Time;
import dev.baton.resilience.Failure;
import dev.baton.resilience.Health;
import dev.baton.resilience.Standing.Kind;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.RoutePolicy.Breaker;
import dev.baton.route.Target;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Checks every 10 seconds and waits 2, in virtual time. Chance is always in the middle: the first check comes after 5 seconds. */
class HealthChecksTest {

    private static final String WITH_CHECK = """
            baton:
              providers:
                b: { base-url: "http://b:9001/v1", api-key: sk-b, health: { path: /health, every: 10s, timeout: 2s } }
                c: { base-url: "http://c:9001/v1" }
                unused: { base-url: "http://u:9001/v1", health: { path: /health, every: 10s } }
              models:
                chat: { targets: [b/x, c/x] }
            """;
    private static final String WITHOUT_CHECK =
            WITH_CHECK.replace("health: { path: /health, every: 10s, timeout: 2s }", "");
    private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;
    private static final Breaker BREAKER = Breaker.DEFAULT;

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Time time = new Time(clock, () -> clock.now(TimeUnit.NANOSECONDS));
    private final Health health = new Health();
    private final List<UpstreamRequest> asked = new ArrayList<>();
    private final List<Duration> askedAt = new ArrayList<>();
    private final HealthChecks checks = checks(MIDDLE);
    private Mono<UpstreamResponse> answer = status(200);
    private int running;
    private int most;

    private HealthChecks checks(RandomGenerator random) {
        return new HealthChecks(this::exchange, health, time, random);
    }

    private Mono<UpstreamResponse> exchange(UpstreamRequest request) {
        return Mono.defer(() -> {
            asked.add(request);
            askedAt.add(now());
            most = Math.max(most, ++running);
            return answer.doFinally(end -> running--);
        });
    }

    private static Mono<UpstreamResponse> status(int status) {
        return Mono.just(new UpstreamResponse(status, Map.of(), Flux.empty()));
    }

    private static Mono<UpstreamResponse> lost(CallFailed.Stage stage) {
        return Mono.error(new CallFailed(stage, "scripted"));
    }

    private static BatonSettings settings(String yaml) {
        return new SettingsReader(name -> null).readYaml(yaml);
    }

    private void begin() {
        checks.configure(settings(WITH_CHECK));
    }

    private void pass(Duration duration) {
        clock.advanceTimeBy(duration);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private Duration now() {
        return Duration.ofNanos(clock.now(TimeUnit.NANOSECONDS));
    }

    private Target target(String name) {
        return settings(WITH_CHECK).targets().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Kind kind() {
        return kind("b/x");
    }

    private Kind kind(String target) {
        return health.standing(target(target), BREAKER, now().toNanos()).kind();
    }

    @Test
    void asksEverySoOftenWhoIsServed() {
        begin();

        pass(seconds(30));

        assertThat(askedAt).containsExactly(seconds(5), seconds(15), seconds(25));
        assertThat(kind()).isEqualTo(Kind.READY);
    }

    @Test
    void asksAtTheRootOfTheServerWithItsKeyOnAConnectionOfItsOwn() {
        begin();
        pass(seconds(5));

        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo(UpstreamRequest.Method.GET);
            assertThat(request.path()).isEqualTo("/health");
            assertThat(request.provider().baseUrl()).isEqualTo(URI.create("http://b:9001"));
            assertThat(request.provider().apiKey())
                    .isEqualTo(target("b/x").provider().apiKey());
            assertThat(request.provider().reuse()).isEqualTo(ConnectionReuse.NONE);
            assertThat(request.connectLimit()).isEqualTo(seconds(2));
        });
    }

    static Stream<Mono<UpstreamResponse>> failures() {
        return Stream.of(
                status(500),
                status(503),
                lost(CallFailed.Stage.CONNECT),
                lost(CallFailed.Stage.PROTOCOL),
                Mono.never(),
                Mono.just(new UpstreamResponse(200, Map.of(), Flux.never())),
                Mono.just(new UpstreamResponse(
                        200, Map.of(), Flux.error(new CallFailed(CallFailed.Stage.BODY, "scripted")))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void leavesOutWhoFailsTwiceInARow(Mono<UpstreamResponse> failure) {
        answer = failure;
        begin();

        pass(seconds(14));
        assertThat(kind()).isEqualTo(Kind.READY);
        pass(seconds(5));

        assertThat(kind()).isEqualTo(Kind.DOWN);
        assertThat(kind("c/x")).isEqualTo(Kind.READY);
    }

    @Test
    void takesOneFailureForChance() {
        begin();
        for (int i = 0; i < 5; i++) {
            answer = status(503);
            pass(seconds(10));
            answer = status(200);
            pass(seconds(10));
            assertThat(kind()).isEqualTo(Kind.READY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 401, 404, 429})
    void takesAnyAnswerOfAServerThatIsThereForAGoodOne(int status) {
        answer = status(status);
        begin();

        pass(Duration.ofMinutes(2));

        assertThat(asked).hasSize(12);
        assertThat(kind()).isEqualTo(Kind.READY);
    }

    @Test
    void leavesOutForAsLongAsTheChecksFail() {
        answer = Mono.never();
        begin();
        pass(seconds(20));

        for (int i = 0; i < 200; i++) {
            assertThat(kind()).as("at %s", now()).isEqualTo(Kind.DOWN);
            pass(Duration.ofMillis(500));
        }

        answer = status(200);
        pass(seconds(12));
        assertThat(kind()).isEqualTo(Kind.READY);
    }

    private void failUntilItIsOpenFor(Breaker breaker) {
        for (int i = 0; i < 5; i++) {
            Objects.requireNonNull(health.ask(target("b/x"), breaker, false, now().toNanos()))
                    .failed(new Failure.Unavailable(target("b/x"), "HTTP 503"), now().toNanos());
        }
        assertThat(kind()).isEqualTo(Kind.OPEN);
    }

    @Test
    void letsOneRequestTryAtOnceWhoHasRecovered() {
        begin();
        pass(seconds(6));
        answer = status(503);
        pass(seconds(20));
        health.up(target("b/x"), now().toNanos());
        failUntilItIsOpenFor(new Breaker(true, 5, seconds(30), Duration.ofMinutes(10), Duration.ofMinutes(10)));
        pass(seconds(10));

        answer = status(200);
        pass(seconds(10));

        assertThat(kind()).isEqualTo(Kind.PROBE);
    }

    /** A server whose checks are answered, and nothing else, would be tried again and again. */
    @Test
    void shortensNothingForWhoWasNeverAway() {
        begin();
        pass(seconds(6));
        failUntilItIsOpenFor(new Breaker(true, 5, seconds(30), Duration.ofMinutes(10), Duration.ofMinutes(10)));

        pass(Duration.ofMinutes(5));

        assertThat(kind()).isEqualTo(Kind.OPEN);
    }

    @Test
    void endsACheckAtItsLimitAndMakesOneAtATime() {
        answer = Mono.never();
        begin();

        pass(Duration.ofMillis(6_999));
        assertThat(running).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(running).isZero();
        pass(Duration.ofMinutes(5));

        assertThat(most).isEqualTo(1);
        assertThat(askedAt).startsWith(seconds(5), seconds(17), seconds(29));
    }

    @Test
    void endsAtOnceWhenItIsClosed() {
        answer = Mono.never();
        begin();
        pass(seconds(6));
        assertThat(running).isEqualTo(1);

        checks.close();

        assertThat(running).isZero();
        pass(Duration.ofMinutes(5));
        assertThat(asked).hasSize(1);
    }

    @Test
    void leavesNobodyOutForLongWhomItDoesNotCheckAnyMore() {
        answer = status(503);
        begin();
        pass(seconds(16));
        assertThat(kind()).isEqualTo(Kind.DOWN);

        checks.configure(settings(WITHOUT_CHECK));
        pass(seconds(22));

        assertThat(kind()).isEqualTo(Kind.READY);
        assertThat(asked).hasSize(2);
    }

    @Test
    void goesOnWithWhatANewConfigurationLeavesAsItIs() {
        begin();
        pass(seconds(14));

        checks.configure(settings(WITH_CHECK + "    other: { targets: [c/x] }\n"));
        pass(seconds(1));

        assertThat(askedAt).containsExactly(seconds(5), seconds(15));
    }

    @Test
    void beginsAnewWithWhatANewConfigurationChanges() {
        answer = status(503);
        begin();
        pass(seconds(16));
        assertThat(kind()).isEqualTo(Kind.DOWN);

        answer = status(200);
        checks.configure(settings(WITH_CHECK.replace("every: 10s, timeout", "every: 4s, timeout")));
        pass(seconds(2));

        assertThat(askedAt).endsWith(seconds(15), seconds(18));
        assertThat(kind()).isEqualTo(Kind.READY);
    }

    @Test
    void doesNotKeepStepWithOtherGateways() {
        HealthChecks odd = checks(new Random(7));
        odd.configure(settings(WITH_CHECK));

        pass(Duration.ofMinutes(10));

        assertThat(askedAt.getFirst()).isLessThan(seconds(10));
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < askedAt.size(); i++) {
            gaps.add(askedAt.get(i).minus(askedAt.get(i - 1)));
        }
        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(seconds(9), seconds(11)));
        assertThat(gaps.stream().distinct()).hasSizeGreaterThan(10);
    }
}
