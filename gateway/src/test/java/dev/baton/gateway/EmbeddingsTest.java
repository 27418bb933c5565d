package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import dev.baton.testkit.Death;
import dev.baton.testkit.Point;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Vectors;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The official SDK for Java gets the vectors of one model, all of them, or an exception: whatever happens behind the gateway. */
class EmbeddingsTest {

    private static final List<String> TEXTS = List.of("a lighthouse", "the tide", "one letter");

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              providers:
                server-b: { base-url: "{b}", api-key: key-of-b }
                server-c: { base-url: "{c}" }
                claude: { protocol: anthropic, base-url: "{c}" }
              defaults:
                timeouts: { whole-answer: 500ms }
                retry: { backoff: 10ms }
              models:
                embed: { targets: [server-b/vec-1, server-c/vec-1] }
                mixed: { targets: [server-b/vec-1, server-c/vec-2] }
                drawn: { targets: [[{ target: server-b/vec-1, weight: 1 }, { target: server-c/vec-2, weight: 1000 }]] }
                late: { targets: [claude/vec-1, server-c/vec-1] }
                claude: { targets: [claude/vec-1] }
            """);

    private static final ScriptedProvider b = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();
    private static final OpenAIClient client = SERVERS.openAi();

    private static EmbeddingCreateParams.Builder ask(String model) {
        return EmbeddingCreateParams.builder().model(model).inputOfArrayOfStrings(TEXTS);
    }

    private static CreateEmbeddingResponse vectors(EmbeddingCreateParams.Builder params) {
        return client.embeddings().create(params.build());
    }

    private static void assertThatTheyAreAllOf(String model, CreateEmbeddingResponse answer) {
        assertThat(answer.model()).isEqualTo(model);
        assertThat(answer.data()).extracting(Embedding::index).containsExactly(0L, 1L, 2L);
        assertThat(answer.data())
                .extracting(Embedding::embedding)
                .containsExactlyElementsOf(TEXTS.stream()
                        .map(text -> listOf(Vectors.of(model, text, 8)))
                        .toList());
    }

    private static List<Float> listOf(float[] vector) {
        return IntStream.range(0, vector.length).mapToObj(i -> vector[i]).toList();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void relaysVectorsInEitherFormat(EncodingFormat format) {
        assertThatTheyAreAllOf("vec-1", vectors(ask("embed").encodingFormat(format)));
        assertThat(c.requests()).isEmpty();
    }

    static Stream<EncodingFormat> formats() {
        return Stream.of(EncodingFormat.FLOAT, EncodingFormat.BASE64);
    }

    @Test
    void sendsTheRequestAsItCameButForTheModelAndTheKey() throws Exception {
        String body = "{ \"input\" : [1, 2,3],\"unknown\":1.50, \"model\":\"embed\" }";

        WireClient.Answer answer = post(body);

        ReceivedRequest seen = b.requests().getFirst();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-baton-target")).isEqualTo("server-b/vec-1");
        assertThat(seen.path()).isEqualTo("/v1/embeddings");
        assertThat(seen.header("authorization")).contains("Bearer key-of-b");
        assertThat(seen.body()).isEqualTo(JsonMapper.shared().readTree(body.replace("\"embed\"", "\"vec-1\"")));
    }

    private static WireClient.Answer post(String body) throws Exception {
        try (WireClient wire = new WireClient(gateway)) {
            return wire.send(WireClient.request(body).replace("/v1/chat/completions", "/v1/embeddings"))
                    .answer();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void asksTheNextTargetOfTheSameModel(Script failure) {
        b.answers(failure);

        assertThatTheyAreAllOf("vec-1", vectors(ask("embed").encodingFormat(EncodingFormat.FLOAT)));
        assertThat(c.requests()).hasSize(1);
    }

    static Stream<Script> failures() {
        return Stream.of(
                Script.status(503),
                Script.status(401),
                Script.status(404),
                Script.standard().dieAfter(2, Death.FIN),
                Script.standard().dieAt(Point.Stage.AFTER_HEADERS, Death.RST),
                Script.standard().stallAt(Point.Stage.BEFORE_HEADERS),
                Script.html(),
                json(""),
                json("not json"),
                json("{}"),
                json("[]"),
                json("{\"data\":[]}"),
                json("{\"data\":null}"),
                json(data("{\"index\":0,\"embedding\":[1]}")),
                json(
                        data(
                                "{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]},{\"index\":1,\"embedding\":[1]}")),
                json(data("{\"embedding\":[1]},{\"embedding\":[]},{\"embedding\":[1]}")),
                json(data("{\"embedding\":[1]},{\"embedding\":[1,null]},{\"embedding\":[1]}")),
                json(data("{\"embedding\":[1]},{\"embedding\":\"\"},{\"embedding\":[1]}")),
                json(data("{\"embedding\":[1]},{},{\"embedding\":[1]}")),
                json("{\"error\":{\"message\":\"out of memory\",\"code\":500}}"),
                json(data("{\"embedding\":[1]},{\"embedding\":[1]},{\"embedding\":[1]}") + "{}"));
    }

    private static Script json(String body) {
        return Script.reply(200, "application/json", body);
    }

    private static String data(String entries) {
        return "{\"object\":\"list\",\"data\":[" + entries + "],\"model\":\"vec-1\"}";
    }

    @Test
    void neverAnswersWithVectorsOfAnotherModel() {
        b.answers(Script.status(503));

        InternalServerException thrown =
                catchThrowableOfType(InternalServerException.class, () -> vectors(ask("mixed")));

        assertThat(thrown).hasMessageContaining("server-b/vec-1").hasMessageNotContaining("vec-2");
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void leavesTheChoiceOfTheModelNeitherToChanceNorToHealth() {
        for (int call = 0; call < 20; call++) {
            assertThatTheyAreAllOf("vec-1", vectors(ask("drawn")));
        }
        b.answers(Script.status(503));
        for (int call = 0; call < 10; call++) {
            catchThrowableOfType(InternalServerException.class, () -> vectors(ask("drawn")));
        }

        assertThat(c.requests()).isEmpty();
    }

    @Test
    void passesTargetsOverThatSpeakAnotherProtocol() {
        assertThatTheyAreAllOf("vec-1", vectors(ask("late")));
    }

    @Test
    void saysSoWhereNoTargetCanMakeVectors() {
        BadRequestException thrown = catchThrowableOfType(BadRequestException.class, () -> vectors(ask("claude")));

        assertThat(thrown).hasMessageContaining("Embeddings").hasMessageContaining("OpenAI");
        assertThat(thrown.code()).contains("unsupported_endpoint");
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void tellsTheCallerWhatTheProviderSaysOfABadRequest() {
        b.answers(Script.error(400, "invalid_request_error", "too_many", "At most 2 texts."));

        assertThat(catchThrowableOfType(BadRequestException.class, () -> vectors(ask("embed"))))
                .hasMessageContaining("At most 2 texts.");
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void leavesTheAnswersOfAModelAloneThatMakesNoVectors() {
        b.answers(Script.status(404));
        c.answers(Script.status(404));
        for (int call = 0; call < 10; call++) {
            catchThrowableOfType(InternalServerException.class, () -> vectors(ask("embed")));
        }
        b.answers(Script.standard());

        assertThat(ChatCall.whole("embed").to(gateway).awaitEnd().header("x-baton-target"))
                .isEqualTo("server-b/vec-1");
    }

    @Test
    void refusesAnInputThatIsNone() throws Exception {
        for (String input : List.of("[]", "7", "{}", "true")) {
            WireClient.Answer answer = post("{\"model\":\"embed\",\"input\":" + input + "}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"param\":\"input\"", "a text, or an array that is not empty");
        }
        assertThat(b.requests()).isEmpty();
    }
}
