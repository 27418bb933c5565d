package dev.baton.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dialect.ApiError.Kind;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Decision;
import dev.baton.resilience.Failure;
import dev.baton.resilience.PassedOver;
import dev.baton.resilience.ProviderError;
import dev.baton.resilience.Standing;
import dev.baton.route.Protocol;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiErrorTest {

    private static final Target B = Targets.target("b");
    private static final Target C = Targets.target("c");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final ProviderError SILENT_ERROR = new ProviderError("", "", "", null);

    private static Failure limited(Target target, @Nullable Duration wait) {
        return new Failure.RateLimited(target, "HTTP 429", wait);
    }

    private static Decision.GiveUp waiting(Failure failure, @Nullable Duration retryAfter) {
        return new Decision.GiveUp(failure, List.of(failure), List.of(), retryAfter);
    }

    private static ApiError told(Failure... failures) {
        Failure last = failures[failures.length - 1];
        boolean callers = last instanceof Failure.CallerFault || last instanceof Failure.ContentPolicy;
        return told(new Decision.GiveUp(callers ? last : failures[0], List.of(failures), List.of(), SOON));
    }

    private static ApiError told(Decision.GiveUp end) {
        return ApiError.of(AnswerFailed.of(end), "chat");
    }

    record Case(String about, List<Failure> failures, int status, Kind kind, String code) {
        @Override
        public String toString() {
            return about;
        }
    }

    static Stream<Case> endings() {
        Failure down = new Failure.Unavailable(B, "HTTP 503");
        Failure silent = new Failure.Silent(C, "no answer");
        Failure credential = new Failure.CredentialRefused(B, "HTTP 401");
        Failure quota = new Failure.QuotaExhausted(C, "HTTP 402");
        Failure gone = new Failure.ModelGone(C, "HTTP 404");
        Failure fault = new Failure.CallerFault(C, "HTTP 422", 422, SILENT_ERROR);
        Failure length = new Failure.ContextLength(C, "HTTP 400", 400, SILENT_ERROR);
        Failure policy = new Failure.ContentPolicy(C, "HTTP 400", 400, SILENT_ERROR);
        Failure unfit = new Failure.Unfit(
                B, "'n' is unknown there", "unsupported_parameter", "n", Failure.Unfit.Why.INEXPRESSIBLE);
        Failure cut = new Failure.Interrupted(B, "cut");
        return Stream.of(
                new Case("all down", List.of(down, down), 503, Kind.UPSTREAM_UNAVAILABLE, "upstream_unavailable"),
                new Case("cut", List.of(cut), 503, Kind.UPSTREAM_UNAVAILABLE, "upstream_unavailable"),
                new Case("all silent", List.of(silent, silent), 504, Kind.UPSTREAM_TIMEOUT, "upstream_timeout"),
                new Case(
                        "silent and down",
                        List.of(silent, down),
                        503,
                        Kind.UPSTREAM_UNAVAILABLE,
                        "upstream_unavailable"),
                new Case(
                        "all limited",
                        List.of(limited(B, null), limited(C, null)),
                        429,
                        Kind.RATE_LIMIT,
                        "rate_limit_exceeded"),
                new Case(
                        "limited and down",
                        List.of(limited(B, null), down),
                        503,
                        Kind.UPSTREAM_UNAVAILABLE,
                        "upstream_unavailable"),
                new Case("our key is wrong", List.of(credential), 502, Kind.UPSTREAM_REFUSED, "upstream_refused"),
                new Case(
                        "our key, our money, our model",
                        List.of(credential, quota, gone),
                        502,
                        Kind.UPSTREAM_REFUSED,
                        "upstream_refused"),
                new Case("the caller's fault", List.of(down, fault), 422, Kind.INVALID_REQUEST, "invalid_request"),
                new Case(
                        "too long for the first, the second is down",
                        List.of(length, down),
                        400,
                        Kind.INVALID_REQUEST,
                        "context_length_exceeded"),
                new Case(
                        "limited, and unfit",
                        List.of(unfit, limited(C, null)),
                        429,
                        Kind.RATE_LIMIT,
                        "rate_limit_exceeded"),
                new Case("all unfit", List.of(unfit, unfit), 400, Kind.INVALID_REQUEST, "unsupported_parameter"),
                new Case("content refused", List.of(policy), 400, Kind.INVALID_REQUEST, "content_policy_violation"));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void tellsWhyNobodyCouldAnswer(Case row) {
        ApiError error = told(row.failures.toArray(Failure[]::new));

        assertThat(error.status()).isEqualTo(row.status);
        assertThat(error.kind()).isEqualTo(row.kind);
        assertThat(error.code()).isEqualTo(row.code);
    }

    @Test
    void saysWhenAnotherTryCannotHelp() {
        assertThat(told(new Failure.CallerFault(B, "HTTP 429", 429, SILENT_ERROR))
                        .isFinal())
                .isTrue();
        assertThat(told(new Failure.ContextLength(B, "HTTP 400", 400, SILENT_ERROR))
                        .isFinal())
                .isTrue();
        assertThat(told(new Failure.QuotaExhausted(B, "HTTP 402"), new Failure.ModelGone(C, "HTTP 404"))
                        .isFinal())
                .isTrue();
        assertThat(told(waiting(new Failure.Interrupted(B, "cut"), null)).isFinal())
                .isTrue();
        assertThat(told(new Failure.Silent(B, "no answer")).isFinal()).isFalse();
        assertThat(ApiError.internal().isFinal()).isFalse();
        assertThat(ApiError.of(new BadRequest(400, "c", null, "m")).isFinal()).isTrue();
        assertThat(ApiError.of(new BadRequest(408, "c", null, "m")).isFinal()).isFalse();
    }

    @Test
    void tellsWhoIsNotToBeAskedAndForHowLong() {
        List<PassedOver> out = List.of(
                new PassedOver(B, new Standing(Standing.Kind.OPEN, Duration.ofSeconds(8))),
                new PassedOver(C, new Standing(Standing.Kind.FULL, Duration.ZERO)));

        ApiError error = told(new Decision.GiveUp(null, List.of(), out, SOON));

        assertThat(error.status()).isEqualTo(503);
        assertThat(error.code()).isEqualTo("upstream_unavailable");
        assertThat(error.retryAfter()).isEqualTo(SOON);
        assertThat(error.message())
                .isEqualTo("No target of 'chat' is to be asked now: b/model-of-b is not asked: left out after failures,"
                        + " for 8000 ms more; c/model-of-c is not asked: at its limit of calls at a time.");
    }

    @Test
    void isNotFinalWhileSomebodyMayComeBack() {
        Failure credential = new Failure.CredentialRefused(B, "HTTP 401");
        List<PassedOver> out = List.of(new PassedOver(C, new Standing(Standing.Kind.OPEN, SOON)));

        ApiError error = told(new Decision.GiveUp(credential, List.of(credential), out, SOON));

        assertThat(error.status()).isEqualTo(503);
        assertThat(error.isFinal()).isFalse();
        assertThat(error.message()).contains("b/model-of-b: HTTP 401; c/model-of-c is not asked");
    }

    @Test
    void neverTellsTheClientThatItsOwnKeyIsWrong() {
        for (Failure failure :
                List.of(new Failure.CredentialRefused(B, "HTTP 401"), new Failure.CredentialRefused(B, "HTTP 403"))) {
            assertThat(told(failure).status()).isEqualTo(502);
        }
    }

    @Test
    void namesEveryFailureInOrder() {
        ApiError error = told(new Failure.Interrupted(B, "cut"), new Failure.PrefillRefused(C, "HTTP 400"));

        assertThat(error.message())
                .isEqualTo("No target of 'chat' could complete the answer: b/model-of-b: cut; c/model-of-c: HTTP 400.");
    }

    @Test
    void asksForTheWaitThatIsKnownAndNeverForMoreThanAMinute() {
        for (Failure failure : List.of(limited(B, null), new Failure.Unavailable(B, "HTTP 503"))) {
            assertThat(told(waiting(failure, SOON)).retryAfter()).isEqualTo(SOON);
            assertThat(told(waiting(failure, Duration.ofHours(1))).retryAfter()).isEqualTo(Duration.ofMinutes(1));
            assertThat(told(waiting(failure, SOON)).isFinal()).isFalse();
        }
    }

    @Test
    void passesOnTheProvidersOwnWordsWhereTheRequestIsAtFault() {
        ProviderError own = new ProviderError("bad tool", "invalid_tool", "t1", "tools");

        ApiError error = told(new Failure.CallerFault(B, "HTTP 400", 400, own));

        assertThat(error)
                .isEqualTo(new ApiError(
                        400,
                        Kind.INVALID_REQUEST,
                        "t1",
                        "tools",
                        "bad tool",
                        null,
                        true,
                        new ApiError.Vendor(Protocol.OPENAI, "invalid_tool")));
        assertThat(error.vendorType(Protocol.OPENAI)).contains("invalid_tool");
        assertThat(error.vendorType(Protocol.ANTHROPIC)).isEmpty();
    }

    @Test
    void takesTheStatusOnceMoreForNoWord() {
        ProviderError google = new ProviderError("bad tool", "INVALID_ARGUMENT", "400", null);

        ApiError error = told(new Failure.CallerFault(B, "HTTP 400", 400, google));

        assertThat(error.code()).isEqualTo("invalid_request");
    }

    @Test
    void neverLetsTheErrorOfAContinuationMaskTheFirstCause() {
        Failure cut = new Failure.Interrupted(B, "cut");
        Failure refused = new Failure.CallerFault(C, "HTTP 422", 422, SILENT_ERROR);

        ApiError error = told(new Decision.GiveUp(cut, List.of(cut, refused), List.of(), SOON));

        assertThat(error.status()).isEqualTo(503);
        assertThat(error.message()).contains("b/model-of-b: cut; c/model-of-c: HTTP 422");
    }

    @Test
    void tellsTheDeadline() {
        ApiError late = ApiError.of(AnswerFailed.late(List.of(new Failure.Unavailable(B, "HTTP 503"))), "chat");

        assertThat(late.status()).isEqualTo(504);
        assertThat(late.code()).isEqualTo("deadline_exceeded");
        assertThat(late.message()).isEqualTo("The time for this request is up: b/model-of-b: HTTP 503.");
    }

    @Test
    void saysThatTheGatewayGoesAndWhatHadFailedBefore() {
        ApiError error = ApiError.of(AnswerFailed.shutDown(List.of(new Failure.Interrupted(B, "cut"))), "chat");

        assertThat(error.status()).isEqualTo(503);
        assertThat(error.kind()).isEqualTo(Kind.BUSY);
        assertThat(error.code()).isEqualTo("server_shutdown");
        assertThat(error.message())
                .isEqualTo("The gateway is shutting down and could not finish this answer: b/model-of-b: cut.");
        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void tellsWhatIsWrongWithARequest() {
        ApiError error = ApiError.of(new BadRequest(404, "model_not_found", "model", "There is no model 'x'."));

        assertThat(error)
                .isEqualTo(new ApiError(
                        404, Kind.NOT_FOUND, "model_not_found", "model", "There is no model 'x'.", null, true, null));
        assertThat(ApiError.of(new BadRequest(401, "c", null, "m")).kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(ApiError.of(new BadRequest(403, "c", null, "m")).kind()).isEqualTo(Kind.PERMISSION);
        assertThat(ApiError.of(new BadRequest(429, "c", null, "m")).kind()).isEqualTo(Kind.RATE_LIMIT);
        assertThat(ApiError.of(new BadRequest(413, "c", null, "m")).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void namesTheFieldThatNoTargetCanExpress() {
        ApiError error = told(new Failure.Unfit(
                B, "'n' is unknown there", "unsupported_parameter", "n", Failure.Unfit.Why.INEXPRESSIBLE));

        assertThat(error.param()).isEqualTo("n");
        assertThat(error.message()).isEqualTo("'n' is unknown there.");
        assertThat(error.isFinal()).isTrue();
    }

    @Test
    void saysOfEachTargetWhatItCannotExpress() {
        Failure b = new Failure.Unfit(
                B, "'n' is unknown to b", "unsupported_parameter", "n", Failure.Unfit.Why.INEXPRESSIBLE);
        Failure c = new Failure.Unfit(
                C, "'n' is unknown to c", "unsupported_parameter", "n", Failure.Unfit.Why.INEXPRESSIBLE);

        ApiError error = told(new Decision.GiveUp(b, List.of(b, c), List.of(), null));

        assertThat(error.message()).isEqualTo("'n' is unknown to b. 'n' is unknown to c.");
    }

    @Test
    void blamesARequestThatCannotBeReadWhateverElseHappened() {
        Failure down = new Failure.Unavailable(B, "HTTP 503");
        Failure malformed = new Failure.Unfit(
                C, "'t' is string (expected: a number)", "invalid_value", "t", Failure.Unfit.Why.MALFORMED);

        ApiError error = told(new Decision.GiveUp(malformed, List.of(down, malformed), List.of(), SOON));

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).isEqualTo("t");
        assertThat(error.message()).isEqualTo("'t' is string (expected: a number).");
        assertThat(error.isFinal()).isTrue();
    }

    @Test
    void doesNotBlameTheRequestWhileATargetThatMayBeFitIsLeftOut() {
        Failure unfit = new Failure.Unfit(
                B, "'n' is unknown there", "unsupported_parameter", "n", Failure.Unfit.Why.INEXPRESSIBLE);
        List<PassedOver> out = List.of(new PassedOver(C, new Standing(Standing.Kind.OPEN, SOON)));

        ApiError error = told(new Decision.GiveUp(unfit, List.of(unfit), out, SOON));

        assertThat(error.status()).isEqualTo(503);
        assertThat(error.message()).contains("'n' is unknown there; c/model-of-c is not asked");
    }

    @Test
    void saysNothingOfWhatIsInside() {
        assertThat(ApiError.internal().status()).isEqualTo(500);
        assertThat(ApiError.internal().message()).isEqualTo("The gateway failed; its log says more.");
    }
}
