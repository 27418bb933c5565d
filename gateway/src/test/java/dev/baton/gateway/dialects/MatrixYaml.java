package dev.baton.gateway.dialects;

import dev.baton.testkit.ScriptedProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration of the matrix: both servers as providers of every dialect, and a model of every two for each course. */
final class MatrixYaml {

    private MatrixYaml() {}

    static String of(ScriptedProvider b, ScriptedProvider c) {
        return """
                baton:
                  server: { port: 0 }
                  providers:
                %s
                  defaults: { retry: { backoff: 1ms } }
                  models:
                %s
                """.formatted(
                        lines(Stream.of(b, c).flatMap(MatrixYaml::providers)),
                        lines(Stream.of(Course.values()).flatMap(MatrixYaml::models)));
    }

    private static Stream<String> providers(ScriptedProvider server) {
        return Ear.all().stream()
                .map(ear -> "    %s-%s: { protocol: %s, base-url: \"%s\", %s }"
                        .formatted(server.name(), ear.protocol(), ear.protocol(), server.url(), ear.settings()));
    }

    private static Stream<String> models(Course course) {
        return Ear.all().stream().flatMap(first -> Ear.all().stream().map(second -> course.yaml(first, second)));
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }
}
