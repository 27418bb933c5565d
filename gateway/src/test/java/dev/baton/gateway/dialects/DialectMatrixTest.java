package dev.baton.gateway.dialects;

import dev.baton.gateway.TestGateway;
import dev.baton.testkit.ScriptedProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every client dialect with every two provider dialects behind it, on real sockets. With {@code -Dbaton.exhaustive=true} in every
 * scenario, else in one of five: still each client with each first and each second dialect in every scenario.
 */
class DialectMatrixTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("baton.exhaustive");

    private static ScriptedProvider b;
    private static ScriptedProvider c;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        b = ScriptedProvider.start("server-b");
        c = ScriptedProvider.start("server-c");
        gateway = TestGateway.start(yaml());
    }

    private static String yaml() {
        List<String> providers = new ArrayList<>();
        List<String> models = new ArrayList<>();
        for (Ear first : Ear.all()) {
            String name = first.protocol();
            providers.add("    server-b-%s: { protocol: %s, base-url: \"%s\"%s }"
                    .formatted(name, name, b.url(), first.settings()));
            providers.add("    server-c-%s: { protocol: %s, base-url: \"%s\"%s, continuation: prefill }"
                    .formatted(name, name, c.url(), first.settings()));
            providers.add("    server-d-%s: { protocol: %s, base-url: \"%s\"%s, continuation: none }"
                    .formatted(name, name, c.url(), first.settings()));
            for (Ear second : Ear.all()) {
                models.add("    %s-%s: { targets: [server-b-%s/model-b, server-c-%s/model-c] }"
                        .formatted(name, second.protocol(), name, second.protocol()));
                models.add("    %s-%s-by-anchor: { targets: [server-b-%s/model-b, server-d-%s/model-d] }"
                        .formatted(name, second.protocol(), name, second.protocol()));
            }
        }
        return """
                baton:
                  server: { port: 0 }
                  providers:
                %s
                  defaults: { retry: { backoff: 1ms } }
                  models:
                %s
                """.formatted(String.join("\n", providers), String.join("\n", models));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        b.close();
        c.close();
    }

    @BeforeEach
    void reset() {
        b.reset();
        c.reset();
        gateway.forget();
    }

    static Stream<Arguments> encounters() {
        return Stream.of(Scenario.values())
                .flatMap(scenario ->
                        meetings(scenario.ordinal()).filter(scenario::fits).map(met -> Arguments.of(scenario, met)));
    }

    private static Stream<Encounter> meetings(int turn) {
        List<Ear> ears = Ear.all();
        List<Tongue> tongues = Tongue.all();
        return IntStream.range(0, tongues.size() * ears.size() * ears.size())
                .filter(at -> EXHAUSTIVE || isDue(at, turn, ears.size()))
                .mapToObj(at -> new Encounter(
                        gateway,
                        b,
                        c,
                        tongues.get(at / ears.size() / ears.size()),
                        ears.get(at / ears.size() % ears.size()),
                        ears.get(at % ears.size())));
    }

    /** A Latin square for each client, another one in each turn. */
    private static boolean isDue(int at, int turn, int ears) {
        return (at / ears + at % ears + at / ears / ears + turn) % ears == 0;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encounters")
    void carriesTheMeaning(Scenario scenario, Encounter met) throws Exception {
        scenario.play(met);
    }
}
