package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.baton.testkit.Death;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Azure is OpenAI at other addresses: its clients do not see the difference, and Azure sees a call as it wants them. */
class AzureTest {

    private static final String KEY = "azure-key-0123456789";

    @RegisterExtension
    static final TwoServers SERVERS = TwoServers.behind("""
            baton:
              server: { port: 0 }
              providers:
                azure: { protocol: azure, base-url: "{b}", api-key: %1$s }
                dated: { protocol: azure, base-url: "{b}", api-key: %1$s, api-version: 2024-10-21 }
                server-c: { base-url: "{c}", continuation: prefill }
              defaults: { retry: { backoff: 10ms } }
              models:
                azure: { targets: [azure/my-gpt, server-c/gpt-y] }
                dated: { targets: [dated/my-gpt, server-c/gpt-y] }
            """.formatted(KEY));

    private static final ScriptedProvider azure = SERVERS.b();
    private static final ScriptedProvider c = SERVERS.c();
    private static final TestGateway gateway = SERVERS.gateway();
    private static final OpenAIClient client = SERVERS.openAi();

    private static ChatCompletionCreateParams ask(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Tell me a story")
                .build();
    }

    private static List<ChatCompletionChunk> stream(String model) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(ask(model))) {
            stream.stream().forEach(chunks::add);
        }
        return chunks;
    }

    private static String text(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        ChatCompletion answer = accumulator.chatCompletion();
        return answer.choices().getFirst().message().content().orElse("");
    }

    private static ReceivedRequest seen() {
        return azure.requests().getLast();
    }

    @ParameterizedTest
    @CsvSource({
        "azure, /v1/openai/v1/chat/completions, ''",
        "dated, /v1/openai/deployments/my-gpt/chat/completions, 2024-10-21"
    })
    void isAskedAtItsOwnAddressesWithItsOwnHeader(String model, String path, String version) {
        assertThat(text(stream(model))).isEqualTo(Story.TEXT);

        assertThat(seen().path()).isEqualTo(path);
        assertThat(seen().parameter("api-version")).isEqualTo(version);
        assertThat(seen().header("api-key")).contains(KEY);
        assertThat(seen().header("authorization")).isEmpty();
        assertThat(seen().body().path("model").asString()).isEqualTo("my-gpt");
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure", "dated"})
    void isNotKnownByItsFirstChunkWhichSaysNothing(String model) {
        List<ChatCompletionChunk> chunks = stream(model);

        assertThat(chunks).extracting(ChatCompletionChunk::id).containsOnly("chatcmpl-server-b-" + seen().number());
        assertThat(chunks).extracting(ChatCompletionChunk::model).containsOnly("my-gpt");
        assertThat(chunks).noneMatch(chunk -> chunk.choices().isEmpty());
    }

    @Test
    void isGoneOnFromElsewhere() {
        azure.answers(Script.standard().dieAfter(20, Death.FIN));

        assertThat(text(stream("dated"))).isEqualTo(Story.TEXT);
        assertThat(c.requests()).hasSize(1);
    }

    @Test
    void isReplacedWhereItDoesNotKnowTheDeployment() {
        azure.answers(Script.error(404, "", "DeploymentNotFound", "The API deployment does not exist."));

        assertThat(client.chat().completions().create(ask("azure")).model()).isEqualTo("gpt-y");
    }

    @Test
    void tellsTheCallerThatItsFilterRefusesThePrompt() {
        azure.answers(Script.azureContentFilter());

        BadRequestException thrown = catchThrowableOfType(BadRequestException.class, () -> stream("azure"));

        assertThat(thrown.code()).contains("content_filter");
        assertThat(thrown.param()).contains("prompt");
        assertThat(thrown).hasMessageContaining("content management policy");
        assertThat(c.requests()).isEmpty();
    }

    @Test
    void completesTextsAndMakesVectors() {
        var text = client.completions()
                .create(CompletionCreateParams.builder()
                        .model("dated")
                        .prompt("Once: ")
                        .build());
        var vectors = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("dated")
                        .input("one")
                        .build());

        assertThat(text.choices().getFirst().text()).isEqualTo(Story.TEXT);
        assertThat(vectors.data()).hasSize(1);
        assertThat(azure.requests())
                .extracting(ReceivedRequest::path)
                .containsExactly(
                        "/v1/openai/deployments/my-gpt/completions", "/v1/openai/deployments/my-gpt/embeddings");
    }

    @Test
    void isToldTheLimitOfAnotherDialectByTheNameThatItKnows() throws Exception {
        String body = "{\"model\":\"azure\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        try (WireClient wire = new WireClient(gateway)) {
            wire.send(WireClient.request(body).replace("/v1/chat/completions", "/v1/messages"));

            assertThat(wire.answer().status()).isEqualTo(200);
        }
        assertThat(seen().body().path("max_completion_tokens").asInt()).isEqualTo(50);
        assertThat(seen().body().has("max_tokens")).isFalse();
    }
}
