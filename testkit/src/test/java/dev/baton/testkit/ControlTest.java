package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlTest {

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void tellsWhatWasAskedAndHowItEnded() throws Exception {
        HttpCaller.chat(provider, RawCaller.STREAM);

        JsonNode state = JsonMapper.shared()
                .readTree(HttpCaller.get(provider, "/_control").body());

        assertThat(state.path("name").asString()).isEqualTo("server-b");
        assertThat(state.path("url").asString()).isEqualTo(provider.url());
        assertThat(state.at("/requests/0/tokensSent").asInt()).isEqualTo(60);
        assertThat(state.at("/requests/0/end").asString()).isEqualTo("COMPLETED");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void setsAnotherScriptAndResetsIt() throws Exception {
        HttpCaller.post(
                provider,
                "/_control/script",
                "{\"text\": \"a b c d\", \"die-after\": 2, \"die\": \"fin\", \"quirk\": [\"bom\"]}");
        RawCaller.Heard cut = RawCaller.ask(provider, RawCaller.STREAM);
        HttpCaller.post(provider, "/_control/reset", "");
        HttpResponse<String> whole = HttpCaller.chat(provider, RawCaller.STREAM);

        assertThat(cut.unchunked())
                .startsWith("\u00EF\u00BB\u00BF")
                .contains("\"content\":\" b\"")
                .doesNotContain("\" c\"");
        assertThat(Sse.text(whole.body())).isEqualTo(Story.TEXT);
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void releasesTokens() throws Exception {
        HttpCaller.post(provider, "/_control/script", "{\"stepwise\": true}");
        try (RawCaller caller = new RawCaller(provider)) {
            caller.send(RawCaller.post(RawCaller.STREAM));

            HttpCaller.post(provider, "/_control/release?tokens=3", "");

            provider.awaitRequests(1, Duration.ofSeconds(2)).getFirst().awaitTokens(3, Duration.ofSeconds(2));
            assertThat(provider.requests().getFirst().tokensSent()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"die-after\": \"soon\"} | Invalid value for option '--die-after': 'soon' is not an int",
                "{\"die-after\": -1}       | --die-after: -1 (expected: 0 or more)",
                "{\"pace\": \"60\"}        | Invalid value for option '--pace': '60' (expected: a duration such as 60ms, 2s or 1m)",
                "{\"die\": \"hard\"}       | Invalid value for option '--die': 'hard' (expected: rst, fin)",
                "{\"explode\": true}       | Unknown option: '--explode'",
                "{\"text-file\": \"/etc/hostname\"} | Unknown option: '--text-file=/etc/hostname'",
                "{\"@/etc/hostname\": true} | flag: @/etc/hostname (expected: letters, digits and dashes)",
                "{\"status\": {}}          | status: {} (expected: a text, a number, true or false)",
                "[]                        | script: ARRAY (expected: an object such as {\"die-after\": 12})",
            })
    void refusesAScriptThatItDoesNotUnderstandAndKeepsItsOwn(String script, String message) throws Exception {
        HttpResponse<String> response = HttpCaller.post(provider, "/_control/script", script);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared()
                        .readTree(response.body())
                        .at("/error/message")
                        .asString())
                .startsWith(message);
        assertThat(Sse.text(HttpCaller.chat(provider, RawCaller.STREAM).body())).isEqualTo(Story.TEXT);
    }

    @Test
    void saysWhatItCanDo() throws Exception {
        assertThat(HttpCaller.get(provider, "/_control/nothing").statusCode()).isEqualTo(404);
        assertThat(HttpCaller.post(provider, "/_control/release?tokens=many", "")
                        .body())
                .contains("tokens: many (expected: a number from 1 to 1000000)");
    }
}
