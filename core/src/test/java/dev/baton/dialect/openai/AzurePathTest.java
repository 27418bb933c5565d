package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzurePathTest {

    @ParameterizedTest
    @CsvSource({
        "v1, gpt-x, CHAT, /openai/v1/chat/completions",
        "v1, gpt-x, EMBEDDINGS, /openai/v1/embeddings",
        "2024-10-21, gpt-x, CHAT, /openai/deployments/gpt-x/chat/completions?api-version=2024-10-21",
        "2024-10-21, my x/y+z, COMPLETIONS, /openai/deployments/my%20x%2Fy%2Bz/completions?api-version=2024-10-21"
    })
    void leadsToTheDeploymentAndItsApi(String version, String model, Api api, String path) {
        assertThat(api.envelope(at(Protocol.AZURE, version, model), false).path())
                .isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"CHAT, /chat/completions", "COMPLETIONS, /completions", "EMBEDDINGS, /embeddings"})
    void isNoConcernOfOthers(Api api, String path) {
        assertThat(api.envelope(at(Protocol.OPENAI, Provider.AZURE_V1, "gpt-x"), true)
                        .path())
                .isEqualTo(path);
    }

    private static Target at(Protocol protocol, String version, String model) {
        URI base = URI.create("https://r.openai.azure.com");
        return new Target(
                new Provider("az", protocol, base, null, null, ConnectionReuse.POOLED, version, null),
                model,
                Continuation.NONE);
    }
}
