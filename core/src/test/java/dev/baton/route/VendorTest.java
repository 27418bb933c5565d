package dev.baton.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorTest {

    private static Optional<Vendor> at(Protocol protocol, String url) {
        return Vendor.of(new Provider("p", protocol, URI.create(url), null, null, ConnectionReuse.POOLED));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, OPENAI",
        "https://API.OpenAI.com, OPENAI",
        "https://api.openai.com:8443/v1, OPENAI",
        "https://mine.openai.azure.com/openai/v1, AZURE",
        "https://api.deepseek.com/beta, DEEPSEEK_BETA",
        "https://api.deepseek.com/beta/v1, DEEPSEEK_BETA",
        "https://api.deepseek.com/betas, DEEPSEEK",
        "https://api.deepseek.com, DEEPSEEK",
        "https://api.groq.com/openai/v1, GROQ",
        "https://adb-1.azuredatabricks.net/serving-endpoints, DATABRICKS",
        "http://127.0.0.1:11434/v1, OLLAMA"
    })
    void isToldByItsAddress(String url, Vendor vendor) {
        assertThat(at(Protocol.OPENAI, url)).contains(vendor);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com.example.com/v1",
        "https://notapi.openai.com/v1",
        "https://openai.azure.com/v1",
        "http://127.0.0.1:8000/v1",
        "http://127.0.0.1:1434/api.openai.com"
    })
    void isNotToldByWhatOnlyLooksLikeIt(String url) {
        assertThat(at(Protocol.OPENAI, url)).isEmpty();
    }

    @Test
    void isAzureWhereItsProtocolIsSpoken() {
        assertThat(at(Protocol.AZURE, "https://gateway.example.com")).contains(Vendor.AZURE);
    }
}
