package dev.baton.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Vectors;
import dev.langchain4j.data.segment.TextSegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/** The frameworks' clients for embeddings get the vectors of one model from whoever has it. */
class EmbeddingClientsTest {

    private static final List<String> TEXTS = List.of("a lighthouse", "the tide", "one letter");

    @RegisterExtension
    static final Ground GROUND = new Ground();

    private static final ScriptedProvider b = GROUND.b();
    private static final ScriptedProvider c = GROUND.c();

    private static final Access ACCESS = GROUND.to("vectors");

    private static List<float[]> expected() {
        return TEXTS.stream().map(text -> Vectors.of("vec-1", text, 8)).toList();
    }

    @Test
    void givesSpringAiTheVectorsOfTheNextServer() {
        b.answers(Script.status(503));
        OpenAiEmbeddingModel model = OpenAiEmbeddingModel.builder()
                .options(OpenAiEmbeddingOptions.builder()
                        .baseUrl(ACCESS.url("v1"))
                        .apiKey(ACCESS.key())
                        .model(ACCESS.model())
                        .dimensions(8)
                        .maxRetries(0)
                        .build())
                .build();

        assertThat(model.embed(TEXTS)).usingRecursiveComparison().isEqualTo(expected());
        assertThat(c.requests()).hasSize(1);
    }

    @Test
    void givesLangChain4jTheVectorsOfTheNextServer() {
        b.answers(Script.status(503));
        var model = dev.langchain4j.model.openai.OpenAiEmbeddingModel.builder()
                .baseUrl(ACCESS.url("v1"))
                .apiKey(ACCESS.key())
                .modelName(ACCESS.model())
                .dimensions(8)
                .maxRetries(0)
                .build();

        assertThat(model.embedAll(TEXTS.stream().map(TextSegment::from).toList())
                        .content())
                .extracting(embedding -> embedding.vector())
                .usingRecursiveComparison()
                .isEqualTo(expected());
        assertThat(c.requests()).hasSize(1);
    }
}
