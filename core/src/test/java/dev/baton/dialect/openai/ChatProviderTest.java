package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ProviderCalls;
import dev.baton.dialect.StreamReader;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.known.Dialects;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

class ChatProviderTest {

    private static final Step STEP = new Step(Targets.target("b"), Opening.RESTART);
    private static final ProviderCalls STREAMING = provider(",\"stream\":true");
    private static final ProviderCalls WHOLE = provider("");

    private static ProviderCalls provider(String fields) {
        return Dialects.calls(ChatRequest.parse(Chunks.utf8("{\"model\":\"chat\",\"messages\":[]" + fields + "}")));
    }

    private static AnswerReader reader(ProviderCalls provider, Map<String, String> headers) {
        return provider.reader(STEP, new UpstreamResponse(200, headers, Flux.empty()));
    }

    @Test
    void asksWhereTheProviderListensAndForWhatTheClientWants() {
        Target target = Targets.target("b");
        Duration limit = Duration.ofSeconds(2);

        UpstreamRequest call =
                STREAMING.call(new Step(target, Opening.RESTART), "", limit).request();
        UpstreamRequest whole =
                WHOLE.call(new Step(target, Opening.RESTART), "", limit).request();

        assertThat(call.provider()).isEqualTo(target.provider());
        assertThat(call.path()).isEqualTo("/chat/completions");
        assertThat(call.connectLimit()).isEqualTo(limit);
        assertThat(call.headers()).isEqualTo(Map.of("content-type", "application/json", "accept", "text/event-stream"));
        assertThat(whole.headers()).containsEntry("accept", "application/json");
    }

    @Test
    void tellsAChoiceOfAFewToolsAsTheseToolsWhichAllServersKnow() {
        String tools = "[{\"type\":\"function\",\"name\":\"f\"},{\"type\":\"function\",\"name\":\"g\"}]";
        String choice =
                "{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"name\":\"g\"}]}";
        byte[] asked = Chunks.utf8(
                "{\"model\":\"chat\",\"input\":\"Hi\",\"tools\":" + tools + ",\"tool_choice\":" + choice + "}");
        ClientCall call = new ClientCall("/v1/responses", null, name -> null, asked);

        byte[] body = Dialects.calls(Dialects.RESPONSES.read(call))
                .call(STEP, "", Duration.ofSeconds(2))
                .request()
                .body();

        JsonNode told = Json.TREES.readTree(body);
        assertThat(told.path("tools")).hasSize(1);
        assertThat(told.at("/tools/0/function/name").asString()).isEqualTo("g");
        assertThat(told.path("tool_choice").asString()).isEqualTo("required");
    }

    @ParameterizedTest
    @CsvSource({
        "text/event-stream,StreamReader,",
        "text/event-stream; charset=utf-8,StreamReader,",
        "TEXT/Event-Stream,StreamReader,",
        ",StreamReader,BodyReader",
        "text/plain,StreamReader,BodyReader",
        "application/octet-stream,StreamReader,BodyReader",
        "application/json,BodyReader,BodyReader",
        "'application/json; charset=utf-8',BodyReader,BodyReader",
        "text/html,,",
        "'text/html; charset=utf-8',,"
    })
    void readsWhatTheContentTypeSays(String type, String streamed, String whole) {
        Map<String, String> headers = type == null ? Map.of() : Map.of("content-type", type);

        assertReader(STREAMING, headers, streamed);
        assertReader(WHOLE, headers, whole);
    }

    private static void assertReader(ProviderCalls provider, Map<String, String> headers, String name) {
        if (name == null) {
            assertThatThrownBy(() -> reader(provider, headers)).isInstanceOf(BadAnswer.class);
        } else {
            assertThat(reader(provider, headers).getClass().getSimpleName()).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "gzip, gzip"})
    void refusesACompressedBody(String encoding) {
        assertThatThrownBy(() ->
                        reader(STREAMING, Map.of("content-type", "text/event-stream", "content-encoding", encoding)))
                .isInstanceOf(BadAnswer.class);
        assertThat(reader(STREAMING, Map.of("content-encoding", "Identity"))).isInstanceOf(StreamReader.class);
    }
}
