package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same scripts, performed as the text that follows on a prompt; and at Azure's addresses. */
class CompletionsTest {

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    private String ask(String fields) throws Exception {
        return HttpCaller.post(provider, "/v1/completions", "{\"model\":\"m\"," + fields + "}")
                .body();
    }

    private static String text(List<JsonNode> chunks) {
        return chunks.stream()
                .map(chunk -> chunk.at("/choices/0/text").asString(""))
                .reduce("", String::concat);
    }

    @Test
    void streamsATextWithoutARole() throws Exception {
        List<JsonNode> chunks = Sse.chunks(ask("\"prompt\":\"Once: \",\"stream\":true"));

        assertThat(text(chunks)).isEqualTo(Story.TEXT);
        assertThat(chunks)
                .hasSize(61)
                .allMatch(chunk -> chunk.path("object").asString().equals("text_completion"));
        assertThat(chunks.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void answersEveryPromptInOnePiece() throws Exception {
        JsonNode body = JsonMapper.shared().readTree(ask("\"prompt\":[\"One\",\"Two\"]"));

        assertThat(body.path("choices").size()).isEqualTo(2);
        assertThat(body.at("/choices/1/text").asString()).isEqualTo(Story.TEXT);
    }

    @Test
    void goesOnFromAPromptThatEndsWithItsBeginning() throws Exception {
        String begun = Story.TEXT.substring(0, 40);

        assertThat(begun + text(Sse.chunks(ask("\"stream\":true,\"prompt\":\"Once: " + begun + "\""))))
                .isEqualTo(Story.TEXT);
    }

    @Test
    void wantsAVersionWhereAzureNamesADeployment() throws Exception {
        String path = "/openai/deployments/my-gpt/chat/completions";
        String body = "{\"stream\":true,\"messages\":[]}";

        assertThat(HttpCaller.post(provider, path, body).statusCode()).isEqualTo(404);
        JsonNode first = Sse.chunks(HttpCaller.post(provider, path + "?api-version=2024-10-21", body)
                        .body())
                .getFirst();
        assertThat(first.has("prompt_filter_results")).isTrue();
    }
}
