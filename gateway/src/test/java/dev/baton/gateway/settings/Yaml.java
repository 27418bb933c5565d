package dev.baton.gateway.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;

/** Reads configurations of tests; the environment is a map. */
final class Yaml {
    private Yaml() {}

    static BatonSettings read(String yaml) {
        return read(yaml, Map.of());
    }

    static BatonSettings read(String yaml, Map<String, String> variables) {
        return new SettingsReader(variables::get).readYaml(yaml);
    }

    static List<String> problems(String yaml) {
        return problems(yaml, Map.of());
    }

    static List<String> problems(String yaml, Map<String, String> variables) {
        ConfigurationProblems thrown = catchThrowableOfType(ConfigurationProblems.class, () -> read(yaml, variables));
        return thrown.problems().stream().map(Problem::toString).toList();
    }
}
