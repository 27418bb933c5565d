package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.ApiError.Kind;
import dev.baton.route.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ChatErrorTest {

    private static String json(ApiError error) {
        return new String(new OpenAiDialect(ChatRequest::parse).body(error, "r1"), UTF_8);
    }

    private static String type(ApiError error) {
        return JsonMapper.shared().readTree(json(error)).at("/error/type").asString();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST,invalid_request_error",
        "AUTHENTICATION,authentication_error",
        "PERMISSION,permission_error",
        "NOT_FOUND,not_found_error",
        "TOO_LARGE,invalid_request_error",
        "RATE_LIMIT,rate_limit_error",
        "UPSTREAM_TIMEOUT,upstream_error",
        "UPSTREAM_UNAVAILABLE,upstream_error",
        "UPSTREAM_REFUSED,upstream_error",
        "BUSY,server_error",
        "INTERNAL,server_error"
    })
    void hasAWordForEachKind(Kind kind, String type) {
        assertThat(type(ApiError.of(500, kind, "c", "m", false))).isEqualTo(type);
    }

    @Test
    void hasTheShapeThatClientsOfTheProtocolRead() {
        assertThat(json(ApiError.internal()))
                .isEqualTo("{\"error\":{\"message\":\"The gateway failed; its log says more.\","
                        + "\"type\":\"server_error\",\"param\":null,\"code\":\"internal_error\"}}");
    }

    @Test
    void takesOnTheWordOfAProviderOfTheSameProtocolOnly() {
        assertThat(type(saidBy(Protocol.OPENAI))).isEqualTo("bad_tool");
        assertThat(type(saidBy(Protocol.ANTHROPIC))).isEqualTo("invalid_request_error");
    }

    @Test
    void escapesWhatAProviderSaid() {
        assertThat(json(saidBy(Protocol.OPENAI))).contains("a \\\"quote\\\"\\nand a line");
    }

    private static ApiError saidBy(Protocol protocol) {
        return new ApiError(
                400,
                Kind.INVALID_REQUEST,
                "c",
                null,
                "a \"quote\"\nand a line",
                null,
                true,
                new ApiError.Vendor(protocol, "bad_tool"));
    }
}
