package dev.baton.gateway.settings;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.route.FailureClass;
import dev.baton.route.RoutePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/configuration.md says what the reader does. */
final class ConfigurationDocumentTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String DOCUMENT = document();

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAccepted(String example) {
        assertThat(read(example).routes()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyIsExplained(Section section) {
        assertThat(explanationOf(section))
                .contains(section.keys().stream().map(key -> "`" + key + "`").toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyIsInTheReferenceExample(Section section) {
        assertThat(section.keys()).allSatisfy(key -> assertThat(reference()).containsPattern("\\b" + key + ":"));
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureClassIsExplained(FailureClass failureClass) {
        assertThat(explanationOf(Section.CLASSIFY)).contains("| `" + failureClass.label() + "` |");
    }

    @Test
    void theDefaultsOfTheReferenceExampleAreTheBuiltInOnes() {
        RoutePolicy shown = read(reference()).routes().get("chat").policy();

        assertThat(shown).usingRecursiveComparison().ignoringFields("classify").isEqualTo(RoutePolicy.DEFAULT);
        assertThat(read(reference()).server()).isEqualTo(ServerSettings.DEFAULT);
    }

    @Test
    void theProblemsItShowsAreReal() {
        List<String> problems = Yaml.problems("""
                baton:
                  modles: {}
                  providers: { server-b: { base-url: "http://h", api-key: "${SERVER_B_KEY}" } }
                  models: { chat: { targets: [server-b/x], retry: { max-wait: PT0S } } }
                """);

        assertThat(problems)
                .hasSize(3)
                .allSatisfy(problem -> assertThat(DOCUMENT).contains("\n" + problem + "\n"));
    }

    static Stream<String> examples() {
        return YAML.matcher(DOCUMENT).results().map(found -> found.group(1));
    }

    private static String reference() {
        return examples().skip(1).findFirst().orElseThrow();
    }

    /** Reads with every variable set. */
    private static BatonSettings read(String example) {
        return new SettingsReader(name -> name.endsWith("_URL") ? null : "the-value-of-" + name).readYaml(example);
    }

    /** The text from the heading of a section to the next heading. */
    private static String explanationOf(Section section) {
        return Pattern.compile(
                        "^## `" + Pattern.quote(section.path()) + "`\n(.*?)(?=^## )",
                        Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(DOCUMENT)
                .results()
                .map(MatchResult::group)
                .collect(joining());
    }

    private static String document() {
        try {
            return Files.readString(Path.of("../docs/configuration.md"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
