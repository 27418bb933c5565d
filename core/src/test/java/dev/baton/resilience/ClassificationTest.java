package dev.baton.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.route.ClassifyRule;
import dev.baton.route.Continuation;
import dev.baton.route.FailureClass;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.upstream.CallFailed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {

    private static final Target B = Targets.target("b", Continuation.PREFILL);
    private static final Step RESTART = new Step(B, Opening.RESTART);
    private static final Step PREFILL = new Step(B, Opening.PREFILL);
    private static final Classification BUILT_IN = Classification.of(List.of(), List.of(), InstantSource.system());

    /** What a provider says, and what is made of it. */
    record Case(int status, String body, Class<? extends Failure> failure) {
        static Case of(int status, String body, Class<? extends Failure> failure) {
            return new Case(status, body, failure);
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    private static Observation refused(int status, String body) {
        return new Observation.Refused(status, Map.of(), utf8(body));
    }

    private static Observation inBand(String error) {
        return new Observation.ErrorEvent(utf8(error));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Case> refusals() {
        return Stream.of(
                Case.of(400, "{\"error\":{\"message\":\"bad\",\"type\":\"invalid_request_error\"}}", fault()),
                Case.of(405, "", fault()),
                Case.of(406, "", fault()),
                Case.of(413, "<html>too large</html>", fault()),
                Case.of(415, "", fault()),
                Case.of(422, "{\"detail\":[{\"msg\":\"field required\"}]}", fault()),
                Case.of(401, "{\"error\":{\"code\":\"invalid_api_key\"}}", Failure.CredentialRefused.class),
                Case.of(403, "", Failure.CredentialRefused.class),
                Case.of(403, "{\"error\":{\"message\":\"Your input was flagged\"}}", Failure.ContentPolicy.class),
                Case.of(402, "{\"error\":{\"message\":\"Insufficient Balance\"}}", Failure.QuotaExhausted.class),
                Case.of(404, "{\"error\":{\"code\":\"model_not_found\"}}", Failure.ModelGone.class),
                Case.of(
                        404,
                        "{\"error\":{\"message\":\"Item with id 'rs_1' not found.\",\"param\":\"input\"}}",
                        Failure.Unfit.class),
                Case.of(400, "{\"error\":{\"code\":\"previous_response_not_found\"}}", Failure.Unfit.class),
                Case.of(
                        400,
                        "{\"error\":{\"message\":\"The encrypted content for item rs_1 could not be verified.\"}}",
                        Failure.Unfit.class),
                Case.of(408, "", Failure.Unavailable.class),
                Case.of(409, "", Failure.Unavailable.class),
                Case.of(425, "", Failure.Unavailable.class),
                Case.of(429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}", Failure.RateLimited.class),
                Case.of(429, "", Failure.RateLimited.class),
                Case.of(429, "{\"error\":{\"code\":\"insufficient_quota\"}}", Failure.QuotaExhausted.class),
                Case.of(429, "{\"error\":{\"type\":\"insufficient_quota\"}}", Failure.QuotaExhausted.class),
                Case.of(
                        429,
                        "{\"error\":{\"message\":\"check your plan and billing details\"}}",
                        Failure.QuotaExhausted.class),
                // AWS
                Case.of(400, "{\"message\":\"The provided model identifier is invalid.\"}", Failure.ModelGone.class),
                Case.of(
                        400,
                        "{\"message\":\"Invocation of model ID m with on-demand throughput isn\u2019t supported.\"}",
                        Failure.ModelGone.class),
                Case.of(
                        400,
                        "{\"message\":\"You don't have access to the model with the specified model ID.\"}",
                        Failure.ModelGone.class),
                Case.of(403, "{\"message\":\"The security token is invalid.\"}", Failure.CredentialRefused.class),
                Case.of(424, "{\"message\":\"The model failed.\"}", Failure.Unavailable.class),
                // Google
                Case.of(
                        400,
                        "{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\","
                                + "\"status\":\"INVALID_ARGUMENT\"}}",
                        Failure.CredentialRefused.class),
                Case.of(500, "{\"error\":{\"type\":\"server_error\"}}", Failure.Transient.class),
                Case.of(502, "<html>Bad Gateway</html>", Failure.Transient.class),
                Case.of(504, "", Failure.Transient.class),
                Case.of(503, "", Failure.Unavailable.class),
                Case.of(529, "{\"error\":{\"type\":\"overloaded_error\"}}", Failure.Unavailable.class),
                Case.of(498, "", Failure.Unavailable.class),
                Case.of(520, "", Failure.Unavailable.class),
                Case.of(101, "", Failure.Unavailable.class),
                Case.of(204, "", Failure.Unavailable.class),
                Case.of(206, "", Failure.Unavailable.class),
                Case.of(304, "", Failure.Unavailable.class),
                Case.of(307, "", Failure.Unavailable.class));
    }

    private static Class<? extends Failure> fault() {
        return Failure.CallerFault.class;
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void judgesAStatus(Case row) {
        Failure failure = BUILT_IN.judge(RESTART, refused(row.status, row.body));

        assertThat(failure).isInstanceOf(row.failure);
        assertThat(failure.target()).isEqualTo(B);
        assertThat(failure.detail()).startsWith("HTTP " + row.status);
    }

    @ParameterizedTest
    @CsvSource({
        "UnrecognizedClientException, CredentialRefused",
        "ExpiredTokenException:http://internal.amazon.com/coral/, CredentialRefused",
        "ServiceQuotaExceededException, RateLimited",
        "ValidationException, CallerFault"
    })
    void readsTheTypeThatStandsInAHeaderOfAws(String type, String failure) {
        Observation answer =
                new Observation.Refused(400, Map.of("x-amzn-errortype", type), utf8("{\"message\":\"No.\"}"));

        assertThat(BUILT_IN.judge(RESTART, answer).getClass().getSimpleName()).isEqualTo(failure);
    }

    static Stream<Case> contentAndLength() {
        Class<? extends Failure> length = Failure.ContextLength.class;
        Class<? extends Failure> policy = Failure.ContentPolicy.class;
        return Stream.of(
                // OpenAI
                Case.of(400, "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}", length),
                // AWS
                Case.of(400, "{\"message\":\"Input is too long for requested model.\"}", length),
                // vLLM, flat and with a number as code
                Case.of(
                        400,
                        "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens.\","
                                + "\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
                        length),
                // llama.cpp
                Case.of(
                        400,
                        "{\"error\":{\"code\":400,\"message\":\"the request exceeds the available context size\","
                                + "\"type\":\"exceed_context_size_error\"}}",
                        length),
                // Anthropic
                Case.of(
                        400,
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                                + "\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}",
                        length),
                // Google
                Case.of(
                        400,
                        "{\"error\":{\"message\":\"The input token count (1200000) exceeds the maximum number of tokens"
                                + " allowed (1048576).\",\"status\":\"INVALID_ARGUMENT\"}}",
                        length),
                // Azure
                Case.of(
                        400,
                        "{\"error\":{\"code\":\"content_filter\",\"message\":\"ResponsibleAIPolicyViolation\"}}",
                        policy),
                Case.of(400, "{\"error\":{\"code\":\"content_policy_violation\",\"message\":\"no\"}}", policy),
                Case.of(
                        400,
                        "{\"error\":{\"message\":\"triggered Azure OpenAI's content management policy\"}}",
                        policy));
    }

    @ParameterizedTest
    @MethodSource("contentAndLength")
    void tellsATooLongPromptAndARefusedContentFromAFaultyRequest(Case row) {
        assertThat(BUILT_IN.judge(RESTART, refused(row.status, row.body))).isInstanceOf(row.failure);
    }

    @Test
    void keepsTheProvidersOwnWordsForTheCaller() {
        Failure failure = BUILT_IN.judge(
                RESTART,
                refused(
                        422,
                        "{\"object\":\"error\",\"message\":\"bad tool\",\"type\":\"invalid\",\"param\":\"tools\",\"code\":\"t1\"}"));

        assertThat(failure)
                .isEqualTo(new Failure.CallerFault(
                        B, "HTTP 422 (t1: bad tool)", 422, new ProviderError("bad tool", "invalid", "t1", "tools")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Anthropic
                "This model does not support assistant message prefill. The conversation must end with a user message.",
                // DeepSeek
                "The last message of deepseek-reasoner must be a user message, or an assistant message with prefix mode on",
                // Mistral
                "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant",
                // Gemini
                "Requests ending with a model turn are not supported",
                // llama.cpp
                "Assistant response prefill is incompatible with enable_thinking",
                "Cannot have 2 or more assistant messages at the end of the list.",
                // vLLM
                "Cannot set both `continue_final_message` and `add_generation_prompt` to True",
                // Qwen
                "partial mode is not supported when enable_thinking is true"
            })
    void knowsARefusedPrefillOnlyWhereOneWasSent(String message) {
        Observation seen = refused(400, "{\"error\":{\"message\":\"" + message + "\"}}");

        assertThat(BUILT_IN.judge(PREFILL, seen)).isInstanceOf(Failure.PrefillRefused.class);
        assertThat(BUILT_IN.judge(RESTART, seen)).isInstanceOf(Failure.CallerFault.class);
    }

    static Stream<Case> eventsInAStream() {
        return Stream.of(
                Case.of(0, "{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}", broken()),
                Case.of(0, "{\"error\":\"model runner has stopped\"}", broken()),
                Case.of(
                        0,
                        "{\"id\":\"c\",\"error\":{\"code\":502,\"message\":\"x\"},\"choices\":[]}",
                        Failure.Transient.class),
                Case.of(0, "{\"error\":{\"code\":500,\"message\":\"EngineCore died\"}}", Failure.Transient.class),
                Case.of(0, "{\"error\":{\"code\":503,\"message\":\"x\"}}", Failure.Unavailable.class),
                Case.of(0, "{\"error\":{\"code\":400,\"message\":\"x\"}}", Failure.CallerFault.class),
                Case.of(0, "{\"error\":{\"code\":429,\"message\":\"x\"}}", Failure.RateLimited.class),
                Case.of(0, "{\"error\":{\"code\":\"429\",\"message\":\"x\"}}", Failure.RateLimited.class),
                Case.of(0, "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}", Failure.RateLimited.class),
                Case.of(0, "{\"error\":{\"code\":\"insufficient_quota\"}}", Failure.QuotaExhausted.class),
                Case.of(
                        0,
                        "{\"error\":{\"type\":\"service_unavailable_error\",\"code\":\"server_is_overloaded\"}}",
                        Failure.Unavailable.class),
                Case.of(0, "{\"error\":{\"code\":\"invalid_prompt\",\"message\":\"x\"}}", Failure.CallerFault.class),
                Case.of(
                        0,
                        "[{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}]",
                        Failure.Unavailable.class),
                Case.of(
                        0,
                        "[{\"error\":{\"message\":\"x\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
                        Failure.RateLimited.class),
                Case.of(0, "{\"error\":{\"code\":1234,\"message\":\"x\"}}", broken()),
                Case.of(0, "{\"error\":{\"type\":\"invalid_request_error\"}}", Failure.CallerFault.class),
                Case.of(0, "{\"error\":{\"code\":\"context_length_exceeded\"}}", Failure.ContextLength.class),
                Case.of(0, "{\"error\":{\"code\":\"content_policy_violation\"}}", Failure.ContentPolicy.class),
                Case.of(0, "not even JSON", broken()),
                Case.of(0, "[]", broken()));
    }

    private static Class<? extends Failure> broken() {
        return Failure.Interrupted.class;
    }

    @ParameterizedTest
    @MethodSource("eventsInAStream")
    void judgesAnErrorInAStream(Case row) {
        assertThat(BUILT_IN.judge(RESTART, inBand(row.body))).isInstanceOf(row.failure);
    }

    @Test
    void judgesWhatTheTransportSaw() {
        assertThat(lost(CallFailed.Stage.CONNECT)).isEqualTo(new Failure.Unavailable(B, "why"));
        assertThat(lost(CallFailed.Stage.PROTOCOL)).isEqualTo(new Failure.Unavailable(B, "why"));
        assertThat(lost(CallFailed.Stage.BEFORE_HEADERS)).isEqualTo(new Failure.Transient(B, "why"));
        assertThat(lost(CallFailed.Stage.BODY)).isEqualTo(new Failure.Interrupted(B, "why"));
    }

    private static Failure lost(CallFailed.Stage stage) {
        return BUILT_IN.judge(RESTART, new Observation.Lost(stage, "why"));
    }

    @Test
    void judgesWhatTheRelaySaw() {
        assertThat(BUILT_IN.judge(RESTART, new Observation.Quiet("why"))).isEqualTo(new Failure.Silent(B, "why"));
        assertThat(BUILT_IN.judge(RESTART, new Observation.Untrue("why"))).isEqualTo(new Failure.Interrupted(B, "why"));
        assertThat(BUILT_IN.judge(PREFILL, new Observation.Unaligned("why")))
                .isEqualTo(new Failure.SeamFailed(B, "why"));
    }

    @Test
    void readsTheWaitThatA429Names() {
        Observation seen = new Observation.Refused(429, Map.of("retry-after", "7"), utf8(""));

        assertThat(BUILT_IN.judge(RESTART, seen))
                .isEqualTo(new Failure.RateLimited(B, "HTTP 429", Duration.ofSeconds(7)));
    }

    @Test
    void readsTheWaitThatTheBodyOfA429NamesWhateverItSaysOfBilling() {
        String body = "{\"error\":{\"code\":429,\"message\":\"check your plan and billing details\","
                + "\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.Help\"},"
                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"1.5s\"}]}}";

        assertThat(BUILT_IN.judge(RESTART, refused(429, body)))
                .isInstanceOfSatisfying(
                        Failure.RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofMillis(1_500)));
        assertThat(BUILT_IN.judge(RESTART, inBand(body))).isInstanceOf(Failure.RateLimited.class);
    }

    @Test
    void shortensALongMessage() {
        Failure failure =
                BUILT_IN.judge(RESTART, refused(503, "{\"error\":{\"message\":\"" + "x".repeat(5_000) + "\"}}"));

        assertThat(failure.detail()).hasSizeLessThan(250).endsWith("…)");
    }

    @Test
    void asksTheApplicationThenTheRulesThenWhatIsBuiltIn() {
        FailureClassifier own = (step, seen) -> seen instanceof Observation.Refused answer && answer.status() == 520
                ? Optional.of(new Failure.Silent(step.target(), "own"))
                : Optional.empty();
        List<ClassifyRule> rules = List.of(
                new ClassifyRule(520, null, FailureClass.TRANSIENT),
                new ClassifyRule(521, null, FailureClass.TRANSIENT),
                new ClassifyRule(521, null, FailureClass.MODEL_GONE));
        Classification all = Classification.of(List.of(own), rules, InstantSource.system());

        assertThat(all.judge(RESTART, refused(520, ""))).isEqualTo(new Failure.Silent(B, "own"));
        assertThat(all.judge(RESTART, refused(521, ""))).isInstanceOf(Failure.Transient.class);
        assertThat(all.judge(RESTART, refused(522, ""))).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void appliesARuleOnlyWhereAllItsConditionsHold() {
        ClassifyRule rule = new ClassifyRule(403, "Quota", FailureClass.QUOTA_EXHAUSTED);
        Classification ruled = Classification.of(List.of(), List.of(rule), InstantSource.system());

        assertThat(ruled.judge(RESTART, refused(403, "your QUOTA is used up")))
                .isInstanceOf(Failure.QuotaExhausted.class);
        assertThat(ruled.judge(RESTART, refused(403, "no"))).isInstanceOf(Failure.CredentialRefused.class);
        assertThat(ruled.judge(RESTART, refused(500, "quota"))).isInstanceOf(Failure.Transient.class);
    }

    @Test
    void appliesARuleWithoutAStatusToErrorsInAStreamToo() {
        ClassifyRule rule = new ClassifyRule(null, "engine died", FailureClass.UNAVAILABLE);
        Classification ruled = Classification.of(List.of(), List.of(rule), InstantSource.system());

        assertThat(ruled.judge(RESTART, inBand("{\"error\":\"Engine died\"}"))).isInstanceOf(Failure.Unavailable.class);
        assertThat(ruled.judge(RESTART, new Observation.Untrue("engine died"))).isInstanceOf(Failure.Interrupted.class);
    }

    @ParameterizedTest
    @EnumSource
    void makesAFailureOfEveryClassThatAConfigurationCanName(FailureClass named) {
        ClassifyRule rule = new ClassifyRule(520, null, named);
        Classification ruled = Classification.of(List.of(), List.of(rule), InstantSource.system());

        Failure failure = ruled.judge(RESTART, refused(520, "{\"error\":{\"message\":\"odd\"}}"));

        String type = failure.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)(?=[A-Z])", "_")
                .toUpperCase();
        assertThat(type).isEqualTo(named.name());
        String words = named == FailureClass.CREDENTIAL_REFUSED ? "" : " (odd)";
        assertThat(failure.detail()).isEqualTo("HTTP 520, classified as " + named.label() + words);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void neverRepeatsWhatAProviderSaysOfAKey(int status) {
        Failure failure = Classification.of(List.of(), List.of(), InstantSource.system())
                .judge(RESTART, refused(status, "{\"error\":{\"message\":\"wrong key: sk-1\"}}"));

        assertThat(failure.detail()).isEqualTo("HTTP " + status + ", the gateway's key was refused");
    }

    @Test
    void tellsTheCallerA400WhereARuleMakesItsFaultOfAnotherStatus() {
        ClassifyRule rule = new ClassifyRule(null, "odd", FailureClass.CALLER_FAULT);
        Classification ruled = Classification.of(List.of(), List.of(rule), InstantSource.system());

        assertThat(((Failure.CallerFault) ruled.judge(RESTART, refused(500, "odd"))).status())
                .isEqualTo(400);
        assertThat(((Failure.CallerFault) ruled.judge(RESTART, refused(451, "odd"))).status())
                .isEqualTo(451);
    }
}
