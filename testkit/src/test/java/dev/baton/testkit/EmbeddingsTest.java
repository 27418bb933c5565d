package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same scripts where vectors are asked for. */
class EmbeddingsTest {

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    private JsonNode ask(String fields) throws Exception {
        return JsonMapper.shared()
                .readTree(HttpCaller.post(provider, "/v1/embeddings", "{\"model\":\"m\"," + fields + "}")
                        .body());
    }

    private static float[] numbers(JsonNode vector) {
        float[] numbers = new float[vector.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = vector.get(i).floatValue();
        }
        return numbers;
    }

    @Test
    void givesEachTextAVectorOfItsOwnThatDependsOnTheModel() throws Exception {
        JsonNode answer = ask("\"input\":[\"one\",\"two words\"],\"dimensions\":3");

        assertThat(answer.path("model").asString()).isEqualTo("m");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(numbers(answer.at("/data/0/embedding"))).isEqualTo(Vectors.of("m", "one", 3));
        assertThat(numbers(answer.at("/data/1/embedding"))).isEqualTo(Vectors.of("m", "two words", 3));
        assertThat(Vectors.of("m", "one", 3)).isNotEqualTo(Vectors.of("n", "one", 3));
    }

    @Test
    void takesNumbersForOneTextAndArraysOfThemForMany() throws Exception {
        assertThat(ask("\"input\":\"one\"").path("data").size()).isEqualTo(1);
        assertThat(ask("\"input\":[1,2,3]").path("data").size()).isEqualTo(1);
        assertThat(ask("\"input\":[[1,2],[3]]").path("data").size()).isEqualTo(2);
    }

    @Test
    void writesTheBytesOfAVectorWhereThatIsAskedFor() throws Exception {
        String text = ask("\"input\":\"one\",\"encoding_format\":\"base64\"")
                .at("/data/0/embedding")
                .stringValue();

        float[] numbers = new float[8];
        ByteBuffer.wrap(Base64.getDecoder().decode(text))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        assertThat(numbers).isEqualTo(Vectors.of("m", "one", 8));
    }

    @Test
    void failsAsScripted() throws Exception {
        provider.answers(Script.status(429)).thenAnswers(Script.standard().model("other"));

        assertThat(ask("\"input\":\"one\"").at("/error/code").asString()).isEqualTo("rate_limit_exceeded");
        assertThat(ask("\"input\":\"one\"").path("model").asString()).isEqualTo("other");
    }
}
