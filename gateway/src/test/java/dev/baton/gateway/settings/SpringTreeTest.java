package dev.baton.gateway.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

final class SpringTreeTest {
    private final SettingsReader reader = new SettingsReader(name -> null);

    @Test
    void readsFromASpringEnvironmentWhatItReadsFromAFile() {
        String yaml = """
                baton:
                  server: { address: 127.0.0.1, port: 0 }
                  clients:
                    - { name: web, key: "${WEB_KEY}" }
                  providers:
                    b: { base-url: "http://b/v1", api-key: "" }
                    c: { base-url: "http://c/v1", api-key: sk-c }
                  defaults: { keep-alive: 5s, classify: [{ status: 520, as: unavailable }] }
                  models:
                    chat:
                      targets: [b/x, [b/y, { target: c/y, weight: 2, continuation: prefill }]]
                      resume: { enabled: true, ladder: [replay] }
                      classify: []
                """;
        Map<String, String> variables = Map.of("WEB_KEY", "web-key-0123456789");

        assertThat(reader.readTree(tree(environment(yaml, Map.copyOf(variables)))))
                .isEqualTo(Yaml.read(yaml, variables));
    }

    @Test
    void takesNamesWithDotsInBrackets() {
        String yaml = """
                baton:
                  providers: { b: { base-url: "http://b/v1" } }
                  models: { "[Qwen/Qwen3:8b]": { targets: [b/x] }, "[gpt-4.1]": { targets: [b/x] } }
                """;

        assertThat(reader.readTree(tree(environment(yaml, Map.of()))).routes())
                .containsOnlyKeys("Qwen/Qwen3:8b", "gpt-4.1");
    }

    @Test
    void aPropertyOfAnotherSourceOverrides() {
        String yaml = """
                baton:
                  providers: { b: { base-url: "http://b/v1" } }
                  models: { chat: { targets: [b/x] } }
                """;

        Environment environment = environment(yaml, Map.of("baton.server.port", 9000));

        assertThat(reader.readTree(tree(environment)).server().port()).isEqualTo(9000);
    }

    @Test
    void reportsProblemsWithTheSamePaths() {
        String yaml = """
                baton:
                  providers: { b: { base-url: "http://b/v1", api-key: "${SERVER_B_KEY}" } }
                  models: { chat: { targets: [], retry: { max-wait: PT0S } } }
                """;

        ConfigurationProblems thrown = catchThrowableOfType(
                ConfigurationProblems.class, () -> reader.readTree(tree(environment(yaml, Map.of()))));

        assertThat(thrown.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "baton.providers.b.api-key: ${SERVER_B_KEY} (expected: the environment variable SERVER_B_KEY to be"
                                + " set, or a default as in ${SERVER_B_KEY:default})",
                        "baton.models.chat.targets: an empty list (expected: at least one target, such as"
                                + " [server-b/gpt-x, server-c/gpt-y])",
                        "baton.models.chat.retry.max-wait: PT0S (expected: a duration > 0, such as 2s)");
    }

    private static Map<String, Object> tree(Environment environment) {
        return Binder.get(environment)
                .bind("baton", Bindable.mapOf(String.class, Object.class))
                .get();
    }

    /** Only what is given here: the properties and variables of the machine that runs the test stay out. */
    private static Environment environment(String yaml, Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().stream()
                .map(PropertySource::getName)
                .toList()
                .forEach(environment.getPropertySources()::remove);
        environment.getPropertySources().addLast(new MapPropertySource("properties", properties));
        try {
            new YamlPropertySourceLoader()
                    .load("yaml", new ByteArrayResource(yaml.getBytes(UTF_8)))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return environment;
    }
}
