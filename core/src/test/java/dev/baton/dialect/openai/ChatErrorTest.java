package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dialect.BadRequest;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Decision;
import dev.baton.resilience.Failure;
import dev.baton.resilience.PassedOver;
import dev.baton.resilience.ProviderError;
import dev.baton.resilience.Standing;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChatErrorTest {

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

    private static ChatError told(Failure... failures) {
        Failure last = failures[failures.length - 1];
        boolean callers = last instanceof Failure.CallerFault || last instanceof Failure.ContentPolicy;
        return told(new Decision.GiveUp(callers ? last : failures[0], List.of(failures), List.of(), SOON));
    }

    private static ChatError told(Decision.GiveUp end) {
        return ChatError.of(AnswerFailed.of(end), "chat");
    }

    record Case(String about, List<Failure> failures, int status, String type, String code) {
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
        Failure cut = new Failure.Interrupted(B, "cut");
        return Stream.of(
                new Case("all down", List.of(down, down), 503, "upstream_error", "upstream_unavailable"),
                new Case("cut", List.of(cut), 503, "upstream_error", "upstream_unavailable"),
                new Case("all silent", List.of(silent, silent), 504, "upstream_error", "upstream_timeout"),
                new Case("silent and down", List.of(silent, down), 503, "upstream_error", "upstream_unavailable"),
                new Case(
                        "all limited",
                        List.of(limited(B, null), limited(C, null)),
                        429,
                        "rate_limit_error",
                        "rate_limit_exceeded"),
                new Case(
                        "limited and down",
                        List.of(limited(B, null), down),
                        503,
                        "upstream_error",
                        "upstream_unavailable"),
                new Case("our key is wrong", List.of(credential), 502, "upstream_error", "upstream_refused"),
                new Case(
                        "our key, our money, our model",
                        List.of(credential, quota, gone),
                        502,
                        "upstream_error",
                        "upstream_refused"),
                new Case("the caller's fault", List.of(down, fault), 422, "invalid_request_error", "invalid_request"),
                new Case(
                        "too long for the first, the second is down",
                        List.of(length, down),
                        400,
                        "invalid_request_error",
                        "context_length_exceeded"),
                new Case("content refused", List.of(policy), 400, "invalid_request_error", "content_policy_violation"));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void tellsWhyNobodyCouldAnswer(Case row) {
        ChatError error = told(row.failures.toArray(Failure[]::new));

        assertThat(error.status()).isEqualTo(row.status);
        assertThat(error.type()).isEqualTo(row.type);
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
        assertThat(ChatError.internal().isFinal()).isFalse();
        assertThat(ChatError.of(new BadRequest(400, "c", null, "m")).isFinal()).isTrue();
        assertThat(ChatError.of(new BadRequest(408, "c", null, "m")).isFinal()).isFalse();
    }

    @Test
    void tellsWhoIsNotToBeAskedAndForHowLong() {
        List<PassedOver> out = List.of(
                new PassedOver(B, new Standing(Standing.Kind.OPEN, Duration.ofSeconds(8))),
                new PassedOver(C, new Standing(Standing.Kind.FULL, Duration.ZERO)));

        ChatError error = told(new Decision.GiveUp(null, List.of(), out, SOON));

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

        ChatError error = told(new Decision.GiveUp(credential, List.of(credential), out, SOON));

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
        ChatError error = told(new Failure.Interrupted(B, "cut"), new Failure.PrefillRefused(C, "HTTP 400"));

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

        ChatError error = told(new Failure.CallerFault(B, "HTTP 400", 400, own));

        assertThat(error).isEqualTo(new ChatError(400, "invalid_tool", "t1", "tools", "bad tool", null, true));
    }

    @Test
    void neverLetsTheErrorOfAContinuationMaskTheFirstCause() {
        Failure cut = new Failure.Interrupted(B, "cut");
        Failure refused = new Failure.CallerFault(C, "HTTP 422", 422, SILENT_ERROR);

        ChatError error = told(new Decision.GiveUp(cut, List.of(cut, refused), List.of(), SOON));

        assertThat(error.status()).isEqualTo(503);
        assertThat(error.message()).contains("b/model-of-b: cut; c/model-of-c: HTTP 422");
    }

    @Test
    void tellsTheDeadline() {
        ChatError late = ChatError.of(AnswerFailed.late(List.of(new Failure.Unavailable(B, "HTTP 503"))), "chat");

        assertThat(late.status()).isEqualTo(504);
        assertThat(late.code()).isEqualTo("deadline_exceeded");
        assertThat(late.message()).isEqualTo("The time for this request is up: b/model-of-b: HTTP 503.");
    }

    @Test
    void tellsWhatIsWrongWithARequest() {
        ChatError error = ChatError.of(new BadRequest(404, "model_not_found", "model", "There is no model 'x'."));

        assertThat(error)
                .isEqualTo(new ChatError(
                        404, "not_found_error", "model_not_found", "model", "There is no model 'x'.", null, true));
        assertThat(ChatError.of(new BadRequest(401, "c", null, "m")).type()).isEqualTo("authentication_error");
        assertThat(ChatError.of(new BadRequest(403, "c", null, "m")).type()).isEqualTo("permission_error");
        assertThat(ChatError.of(new BadRequest(429, "c", null, "m")).type()).isEqualTo("rate_limit_error");
        assertThat(ChatError.of(new BadRequest(413, "c", null, "m")).type()).isEqualTo("invalid_request_error");
    }

    @Test
    void saysNothingOfWhatIsInside() {
        ChatError error = ChatError.internal();

        assertThat(error.status()).isEqualTo(500);
        assertThat(new String(error.json(), UTF_8))
                .isEqualTo("{\"error\":{\"message\":\"The gateway failed; its log says more.\","
                        + "\"type\":\"server_error\",\"param\":null,\"code\":\"internal_error\"}}");
    }

    @Test
    void escapesWhatAProviderSaid() {
        ProviderError own = new ProviderError("a \"quote\"\nand a line", "t", "c", null);

        String json = new String(told(new Failure.CallerFault(B, "d", 400, own)).json(), UTF_8);

        assertThat(json).contains("a \\\"quote\\\"\\nand a line");
    }

    @Test
    void saysThatTheGatewayGoesAndWhatHadFailedBefore() {
        ChatError error = ChatError.of(AnswerFailed.shutDown(List.of(new Failure.Interrupted(B, "cut"))), "chat");

        assertThat(error.status()).isEqualTo(503);
        assertThat(error.type()).isEqualTo("server_error");
        assertThat(error.code()).isEqualTo("server_shutdown");
        assertThat(error.message())
                .isEqualTo("The gateway is shutting down and could not finish this answer: b/model-of-b: cut.");
        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }
}
