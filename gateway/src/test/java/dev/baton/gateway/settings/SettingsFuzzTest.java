package dev.baton.gateway.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Any text as a configuration: settings, or problems that name no secret; never anything else. */
class SettingsFuzzTest {

    /** What every secret of a configuration begins with here, to be told from the words of a problem. */
    private static final String SECRET = "s3cr3t-";

    private static final Map<String, String> VARIABLES = Map.of("KEY", "v4lue-of-a-variable");

    @FuzzTest
    void areReadOrHaveProblemsThatShowNoSecret(byte[] text) {
        String yaml = new String(text, UTF_8);
        try {
            BatonSettings settings = Yaml.read(yaml, VARIABLES);
            secretsIn(yaml).forEach(secret -> assertThat(settings.toString()).doesNotContain(secret));
        } catch (ConfigurationProblems wrong) {
            assertThat(wrong.problems()).isNotEmpty();
            assertThat(wrong.getMessage()).doesNotContain(VARIABLES.values());
            secretsIn(yaml).forEach(secret -> assertThat(wrong.getMessage()).doesNotContain(secret));
        }
    }

    /** The keys that stand where keys belong, and nowhere else. In a text that is no YAML nobody can tell: there, all. */
    private static List<String> secretsIn(String yaml) {
        try {
            return keys(YamlTree.of(yaml))
                    .filter(key -> isSecretOnce(yaml, key))
                    .toList();
        } catch (ConfigurationProblems malformed) {
            return List.of(SECRET);
        }
    }

    private static boolean isSecretOnce(String yaml, String key) {
        return key.startsWith(SECRET) && yaml.indexOf(SECRET) == yaml.lastIndexOf(SECRET);
    }

    private static Stream<String> keys(@Nullable Object tree) {
        return Stream.concat(
                        children(child(child(tree, "baton"), "providers")).map(provider -> child(provider, "api-key")),
                        children(child(child(tree, "baton"), "clients")).map(client -> child(client, "key")))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private static @Nullable Object child(@Nullable Object tree, String name) {
        return tree instanceof Map<?, ?> mapping ? mapping.get(name) : null;
    }

    private static Stream<?> children(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> mapping -> mapping.values().stream();
            case List<?> list -> list.stream();
            case null, default -> Stream.empty();
        };
    }
}
