package dev.baton.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiPathTest {

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/chat:generateContent, chat, false",
        "/v1/models/chat:streamGenerateContent, chat, true",
        "/v1alpha/models/chat:generateContent, chat, false",
        "/v1beta1/projects/p/locations/l/publishers/google/models/chat:streamGenerateContent, chat, true",
        "/v1beta1/publishers/google/models/chat:generateContent, chat, false",
        "/v1beta/models/llama3.2:3b:generateContent, llama3.2:3b, false",
        "/v1beta/models/openai/gpt-x:generateContent, openai/gpt-x, false",
        "/v1beta/models/openai%2Fgpt+x:streamGenerateContent, openai/gpt+x, true",
        "/v1beta/models/chat%3AgenerateContent, chat, false"
    })
    void namesTheModelAndWhetherToStream(String path, String model, boolean streaming) {
        assertThat(GeminiPath.of(path)).contains(new GeminiPath(model, streaming));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models",
                "/v1beta/models/chat",
                "/v1beta/models/:generateContent",
                "/v1beta/models/chat:embedContent",
                "/v2/models/chat:generateContent",
                "/v1/chat/completions"
            })
    void isAtNoOtherPath(String path) {
        assertThat(GeminiPath.of(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "alt=sse, EVENTS",
        "key=k&alt=sse, EVENTS",
        "$alt=sse, EVENTS",
        "%24alt=sse;enum-encoding=int, EVENTS",
        "key=alt=sse, LIST",
        "alt=json, LIST",
        "'', LIST"
    })
    void readsHowAStreamIsFramed(String query, GeminiFraming expected) {
        assertThat(GeminiFraming.of(query)).isEqualTo(expected);
    }

    @Test
    void streamsAListWithoutAQuery() {
        assertThat(GeminiFraming.of(null)).isEqualTo(GeminiFraming.LIST);
    }
}
