package dev.baton.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dialect.ApiError;
import dev.baton.dialect.ApiError.Kind;
import dev.baton.route.Protocol;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiErrorTest {

    private static String json(ApiError error) {
        return new String(GeminiError.json(error), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 400, 400, INVALID_ARGUMENT",
        "AUTHENTICATION, 401, 401, UNAUTHENTICATED",
        "PERMISSION, 403, 403, PERMISSION_DENIED",
        "NOT_FOUND, 404, 404, NOT_FOUND",
        "TOO_LARGE, 413, 413, INVALID_ARGUMENT",
        "RATE_LIMIT, 429, 429, RESOURCE_EXHAUSTED",
        "UPSTREAM_TIMEOUT, 504, 504, DEADLINE_EXCEEDED",
        "UPSTREAM_UNAVAILABLE, 503, 503, UNAVAILABLE",
        "BUSY, 503, 503, UNAVAILABLE",
        "UPSTREAM_REFUSED, 502, 500, INTERNAL",
        "INTERNAL, 500, 500, INTERNAL"
    })
    void saysWhatKindItIsInGooglesWords(Kind kind, int usual, int status, String word) {
        ApiError error = ApiError.of(usual, kind, "a_code", "No.", true);

        assertThat(GeminiError.status(error)).isEqualTo(status);
        assertThat(json(error))
                .isEqualTo("{\"error\":{\"code\":" + status + ",\"message\":\"No.\",\"status\":\"" + word + "\"}}");
    }

    @Test
    void saysHowLongToWaitAndWhichFieldIsAtFault() {
        ApiError busy = new ApiError(429, Kind.RATE_LIMIT, "c", null, "No.", Duration.ofMillis(6_500), false, null);
        ApiError unfit = new ApiError(400, Kind.INVALID_REQUEST, "c", "tools[0]", "No.", null, true, null);
        ApiError unknown = new ApiError(404, Kind.NOT_FOUND, "c", "model", "No.", null, true, null);

        assertThat(json(busy))
                .contains("{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"7s\"}");
        assertThat(json(unfit)).contains("\"fieldViolations\":[{\"field\":\"tools[0]\",\"description\":\"No.\"}]");
        assertThat(json(unknown)).doesNotContain("fieldViolations");
    }

    @Test
    void repeatsTheWordOfAProviderThatSpeaksTheProtocol() {
        ApiError.Vendor google = new ApiError.Vendor(Protocol.GEMINI, "FAILED_PRECONDITION");
        ApiError.Vendor other = new ApiError.Vendor(Protocol.OPENAI, "invalid_request_error");

        assertThat(json(new ApiError(400, Kind.INVALID_REQUEST, "c", null, "No.", null, true, google)))
                .contains("\"FAILED_PRECONDITION\"");
        assertThat(json(new ApiError(400, Kind.INVALID_REQUEST, "c", null, "No.", null, true, other)))
                .contains("\"INVALID_ARGUMENT\"");
    }
}
