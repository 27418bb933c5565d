package dev.baton.route;

import static dev.baton.route.Targets.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final int DRAWS = 10_000;

    private static final Target A = target("a");
    private static final Target B = target("b");
    private static final Target C = target("c");
    private static final Target D = target("d");

    private final Random random = new Random(7);

    private static Route route(Route.Tier... tiers) {
        return new Route("chat", List.of(tiers), RoutePolicy.DEFAULT);
    }

    private static Route.Tier tier(Object... targetsAndWeights) {
        return new Route.Tier(Stream.iterate(0, i -> i < targetsAndWeights.length, i -> i + 2)
                .map(i -> new Route.Weighted((Target) targetsAndWeights[i], (Integer) targetsAndWeights[i + 1]))
                .toList());
    }

    @Test
    void asksTheTiersInTheirOrder() {
        Route route = route(tier(A, 1), tier(B, 5), tier(C, 1));

        assertThat(route.order(random)).containsExactly(A, B, C);
    }

    @Test
    void asksEveryTargetOnceWhateverIsDrawn() {
        Route route = route(tier(A, 3, B, 1, C, 2), tier(D, 1));

        for (int draw = 0; draw < DRAWS; draw++) {
            assertThat(route.order(random))
                    .containsExactlyInAnyOrder(A, B, C, D)
                    .endsWith(D);
        }
    }

    @Test
    void sharesTheLoadOfATierByWeight() {
        Route route = route(tier(A, 3, B, 1));

        long firstAtA = Stream.generate(() -> route.order(random).getFirst())
                .limit(DRAWS)
                .filter(A::equals)
                .count();

        assertThat(firstAtA).isBetween(7_300L, 7_700L);
    }

    @Test
    void narrowsToTheTargetThatWouldHaveBeenAskedFirst() {
        Route route = route(tier(A, 3, B, 1), tier(C, 1)).with(Policies.hedging(Duration.ofSeconds(2)));

        for (int seed = 0; seed < 100; seed++) {
            Route narrowed = route.withoutFailover(new Random(seed));

            assertThat(narrowed.order(random))
                    .containsExactly(route.order(new Random(seed)).getFirst());
            assertThat(narrowed.policy().retry().sameTarget()).isZero();
            assertThat(narrowed.policy().resume().enabled()).isFalse();
            assertThat(narrowed.policy().hedge().enabled()).isFalse();
            assertThat(narrowed.policy().timeouts()).isEqualTo(route.policy().timeouts());
        }
    }

    @Test
    void leavesEverythingElseWhereOnlyResumingIsGivenUp() {
        RoutePolicy policy = RoutePolicy.DEFAULT.withoutResuming();

        assertThat(policy.resume().enabled()).isFalse();
        assertThat(policy.retry()).isEqualTo(RoutePolicy.DEFAULT.retry());
    }

    @Test
    void servesAnswersAsItIs() {
        Route route = route(tier(A, 1), tier(B, 1));

        assertThat(route.serving(Service.CHAT)).isSameAs(route);
    }

    @Test
    void servesVectorsOfOneModelOnly() {
        Route route = route(tier(model(A, "x"), 2, model(B, "y"), 9), tier(model(C, "x"), 1), tier(model(D, "z"), 1));

        Route vectors = route.serving(Service.EMBEDDING);

        assertThat(vectors.targets()).extracting(Target::name).containsExactly("a/x", "c/x");
        assertThat(vectors.targets()).extracting(Target::service).containsOnly(Service.EMBEDDING);
        assertThat(vectors.tiers().getFirst().targets().getFirst().weight()).isEqualTo(2);
        assertThat(vectors.policy()).isEqualTo(route.policy());
    }

    @Test
    void takesTheModelOfTheFirstTargetThatHasVectorsAtAll() {
        Target claude = Targets.anthropic("claude", Continuation.NONE);
        Route route = route(tier(claude, 1), tier(model(B, "x"), 1), tier(model(C, "y"), 1));

        assertThat(route.serving(Service.EMBEDDING).targets())
                .extracting(Target::name)
                .containsExactly("b/x");
        assertThat(route(tier(claude, 1)).serving(Service.EMBEDDING).targets())
                .extracting(Target::name)
                .containsExactly("claude/model-of-claude");
    }

    private static Target model(Target target, String model) {
        return new Target(target.provider(), model, target.continuation());
    }
}
