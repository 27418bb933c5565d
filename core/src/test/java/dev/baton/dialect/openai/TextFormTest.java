package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stream of a completion. */
class TextFormTest {

    private static final String HEAD =
            "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":7,\"model\":\"m\",";

    private final ChatEncoder encoder = new ChatEncoder(new TextForm(), true, new Head("cmpl-own", 9, "text"));

    private String relay(String chunk) {
        return new String(encoder.encode(ChunkReader.read(chunk.getBytes(UTF_8), Head.NONE, Speech.TEXT, true)), UTF_8);
    }

    private String make(Part... parts) {
        return new String(encoder.encode(AnswerEvent.of(Head.NONE, List.of(parts))), UTF_8);
    }

    private static String chunk(String choice) {
        return HEAD + "\"choices\":[" + choice + "]}";
    }

    @Test
    void relaysWhatFitsAsItCame() {
        String first = chunk("{\"index\":0,\"text\":\" once\",\"logprobs\":null,\"token_ids\":[1]}");

        assertThat(relay(first)).isEqualTo("data: " + first + "\n\n");
    }

    @Test
    void saysWhatAnotherTargetSaidUnderTheFirstName() {
        relay(chunk("{\"index\":0,\"text\":\"One\"}"));

        assertThat(make(new Part.Text(0, " two")))
                .isEqualTo("data: "
                        + chunk("{\"index\":0,\"text\":\" two\",\"logprobs\":null,\"finish_reason\":null}")
                        + "\n\n");
        assertThat(make(new Part.Finish(0, FinishReason.LENGTH)))
                .isEqualTo("data: "
                        + chunk("{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":\"length\"}")
                        + "\n\n");
    }

    @Test
    void tellsUsageAtTheEndAndFinishesOnce() {
        relay(chunk("{\"index\":0,\"text\":\"One\",\"finish_reason\":\"stop\"}")
                .replace("]}", "],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}"));

        assertThat(make(new Part.Finish(0, FinishReason.STOP))).isEmpty();
        assertThat(new String(encoder.end(), UTF_8))
                .isEqualTo(
                        "data: " + HEAD
                                + "\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n");
    }

    @Test
    void hasNoWordsForARole() {
        assertThat(make(new Part.Role(0))).isEmpty();
    }
}
