package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RepliesTest {

    private final ScriptedProvider provider = ScriptedProvider.start("server-b");

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 520, 529})
    void sendsAnyStatusWithAnErrorBody(int status) throws Exception {
        provider.answers(Script.status(status));

        HttpResponse<String> response = HttpCaller.chat(provider, RawCaller.STREAM);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(JsonMapper.shared()
                        .readTree(response.body())
                        .at("/error/message")
                        .asString())
                .isNotEmpty();
    }

    @Test
    void saysRetryAfterInEveryDialect() throws Exception {
        provider.answers(Script.status(429)
                        .retryAfter("2")
                        .retryAfterMillis(1500)
                        .retryAfter(Instant.parse("2031-01-01T08:05:09Z")))
                .thenAnswers(Script.status(503).retryAfter("-99999999999999999999 soon"));

        HttpResponse<String> sensible = HttpCaller.chat(provider, RawCaller.STREAM);
        HttpResponse<String> absurd = HttpCaller.chat(provider, RawCaller.STREAM);

        assertThat(sensible.headers().allValues("retry-after")).containsExactly("2", "Wed, 01 Jan 2031 08:05:09 GMT");
        assertThat(sensible.headers().firstValue("retry-after-ms")).hasValue("1500");
        assertThat(absurd.headers().firstValue("retry-after")).hasValue("-99999999999999999999 soon");
    }

    @Test
    void saysTheErrorOfTheScript() throws Exception {
        provider.answers(Script.error(429, "insufficient_quota", "insufficient_quota", "You ran out of money."));

        HttpResponse<String> response = HttpCaller.chat(provider, RawCaller.STREAM);

        assertThat(response.body()).contains("\"code\":\"insufficient_quota\"", "You ran out of money.");
    }

    @Test
    void sendsAWebPageUnderStatus200() throws Exception {
        provider.answers(Script.html());

        HttpResponse<String> response = HttpCaller.chat(provider, RawCaller.STREAM);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/html");
        assertThat(response.body()).startsWith("<!doctype html>");
    }

    @Test
    void sendsNothingWith204() throws Exception {
        provider.answers(Script.reply(204, null, ""));

        RawCaller.Heard heard = RawCaller.ask(provider, RawCaller.STREAM);

        assertThat(heard.text()).isEqualTo("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    }

    @Test
    void redirects() throws Exception {
        provider.answers(Script.redirect("http://169.254.169.254/latest"));

        HttpResponse<String> response = HttpCaller.chat(provider, RawCaller.STREAM);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location")).hasValue("http://169.254.169.254/latest");
    }

    @Test
    void sendsBodiesThatAreNotJson() throws Exception {
        provider.answers(Script.reply(200, "application/json", "upstream says hello"));

        assertThat(HttpCaller.chat(provider, RawCaller.WHOLE).body()).isEqualTo("upstream says hello");
    }

    @Test
    void sendsWrongOrNoContentType() throws Exception {
        provider.answers(Script.standard().contentType("text/plain; charset=latin1"))
                .thenAnswers(Script.standard().withoutContentType());

        assertThat(RawCaller.ask(provider, RawCaller.STREAM).head())
                .contains("Content-Type: text/plain; charset=latin1\r\n");
        assertThat(RawCaller.ask(provider, RawCaller.STREAM).head()).doesNotContainIgnoringCase("content-type");
    }
}
