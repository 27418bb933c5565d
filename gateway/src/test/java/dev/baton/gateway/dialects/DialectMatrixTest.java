package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.TestGateway;
import dev.baton.testkit.ScriptedProvider;
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
 * Every client dialect with every two protocols of providers behind it, on real sockets. With {@code -Dbaton.exhaustive=true} in every
 * scenario of two providers, else in one of six: each client with each first and each second protocol, as in scenarios of one provider.
 */
class DialectMatrixTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("baton.exhaustive");
    private static final List<Tongue> CLIENTS = Tongue.all();
    private static final List<Ear> PROVIDERS = Ear.all();

    private static ScriptedProvider b;
    private static ScriptedProvider c;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        b = ScriptedProvider.start("server-b");
        c = ScriptedProvider.start("server-c");
        gateway = TestGateway.start(MatrixYaml.of(b, c));
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
        List<Scenario> all = Scenario.all();
        return IntStream.range(0, all.size()).boxed().flatMap(turn -> encounters(all.get(turn), turn));
    }

    private static Stream<Arguments> encounters(Scenario scenario, int turn) {
        return scenario.forms().stream()
                .flatMap(form -> meetings(form, EXHAUSTIVE && !scenario.alone(), turn))
                .filter(scenario.fits())
                .map(met -> Arguments.of(scenario, met));
    }

    private static Stream<Encounter> meetings(Form form, boolean all, int turn) {
        int providers = PROVIDERS.size();
        return IntStream.range(0, CLIENTS.size() * providers * providers)
                .filter(at -> all || isDue(at, turn))
                .mapToObj(at -> new Encounter(
                        gateway,
                        b,
                        c,
                        form,
                        CLIENTS.get(at / providers / providers),
                        PROVIDERS.get(at / providers % providers),
                        PROVIDERS.get(at % providers)));
    }

    /** A Latin square for each client, another one in each turn. */
    private static boolean isDue(int at, int turn) {
        int providers = PROVIDERS.size();
        return (at / providers + at % providers + at / providers / providers + turn) % providers == 0;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encounters")
    void carriesTheMeaning(Scenario scenario, Encounter met) throws Exception {
        scenario.play().with(met);

        if (scenario.alone()) {
            assertThat(met.calls()).containsExactly(1, 0);
        }
    }
}
