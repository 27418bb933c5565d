package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.dialect.Expected;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.json.Payloads;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Vectors for two texts: an answer only where each has its own, whatever pieces it comes in. */
class VectorsReaderFuzzTest {

    private static final Expected TWO = new Expected(2, false, true);

    @FuzzTest
    void hasAWholeVectorForEveryText(byte[] body) {
        Reading whole = Reading.of(OwnProvider.embeddings().bodyReader(TWO), List.of(body));

        assertThat(Reading.of(OwnProvider.embeddings().bodyReader(TWO), Payloads.pieces(body, 5)))
                .isEqualTo(whole);
        assertThat(whole.finishedChoices()).isEqualTo(whole.isComplete() ? 2 : 0);
        if (whole.isComplete()) {
            assertThat(Json.TREES.readTree(body).path("data").valueStream().map(entry -> entry.path("embedding")))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(VectorsReaderFuzzTest::isWhole);
        }
    }

    private static boolean isWhole(JsonNode vector) {
        return vector.isString()
                ? !vector.stringValue().isBlank()
                : !vector.isEmpty() && vector.valueStream().allMatch(JsonNode::isNumber);
    }
}
