package dev.baton.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlTreeTest {

    @ParameterizedTest
    @MethodSource
    void saysOnWhichLineTheYamlIsWrong(String yaml, String problem) {
        assertThat(Yaml.problems(yaml))
                .singleElement()
                .asString()
                .startsWith(problem)
                .endsWith(" (expected: well-formed YAML)");
    }

    static Stream<Arguments> saysOnWhichLineTheYamlIsWrong() {
        return Stream.of(
                arguments(
                        "baton:\n\tserver: {}",
                        "line 2, column 1: found character '\\t(TAB)' that cannot start any token."),
                arguments(
                        "baton:\n  server: { port: 1", "line 2, column 20: expected ',' or '}', but got <stream end>"),
                arguments("baton:\n  server: {}\n  server: {}", "line 3, column 3: a key that is already there"),
                arguments("baton:\n  a: \"x", "line 2, column 8: found unexpected end of stream"),
                arguments("baton: *s3cret", "line 1, column 8: an alias (*) without its anchor (&)"),
                arguments("baton: {}\n---\nbaton: {}", "line 2, column 1: a second document"),
                arguments(
                        "baton: !!java.net.URL [x]",
                        "line 1, column 8: a tag (!) or a merge (<<) that is not supported"),
                arguments(
                        "baton: !!binary aGVsbG8=",
                        "line 1, column 8: a tag (!) or a merge (<<) that is not supported"),
                arguments("baton: !!%b", "YAML: a tag (!) or a merge (<<) that is not supported"),
                arguments("baton: { <<: [1] }", "line 1, column 15: a tag (!) or a merge (<<) that is not supported"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baton:\n  key:s3cret\n  port: 1\n",
                "baton:\n  key: *s3cret",
                "baton:\n  key: !s3cret",
                "baton:\n  key: @s3cret",
                "baton:\n  key: %s3cret",
                "baton:\n  key: \"s3cret",
                "baton:\n  key: s3cret: s3cret\n",
                "baton:\n  key: [s3cret\n",
                "baton:\n  s3cret: 1\n  s3cret: 2\n",
                "baton:\n  key: !s3cret!x\n",
                "%TAG !s3cret! a\n%TAG !s3cret! b\n---\nbaton: {}\n"
            })
    void neverQuotesALineThatMayContainASecret(String yaml) {
        assertThat(Yaml.problems(yaml)).isNotEmpty().noneMatch(problem -> problem.contains("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "text", "[1, 2]", "~", "---\n"})
    void missesBatonInAFileWithoutIt(String yaml) {
        assertThat(Yaml.problems(yaml)).containsExactly("baton: missing (expected: a mapping that begins with baton:)");
    }

    @Test
    void refusesAliasesThatMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 12; level++) {
            String alias = "*a" + (level - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(level, level, String.join(", ", Collections.nCopies(10, alias))));
        }

        assertThat(Yaml.problems(bomb + "baton: {}"))
                .containsExactly("YAML: aliases that make more than 100000 values of it (expected: well-formed YAML)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"baton: &a [*a]", "baton: &a { server: *a }", "baton: &a { <<: *a }", "? &a [*a]\n: 1"})
    void refusesAliasesOfThemselves(String yaml) {
        assertThat(Yaml.problems(yaml)).isNotEmpty();
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(Yaml.problems("baton: " + "[".repeat(10_000) + "]".repeat(10_000)))
                .singleElement()
                .asString()
                .contains("Nesting Depth exceeded max 50");
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(Yaml.problems("baton: |\n" + "  x\n".repeat(500_000) + "\nend"))
                .singleElement()
                .asString()
                .contains("exceeds the limit");
    }
}
