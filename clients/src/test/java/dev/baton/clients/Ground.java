package dev.baton.clients;

import static java.util.stream.Collectors.joining;

import dev.baton.gateway.TestGateway;
import dev.baton.testkit.ScriptedProvider;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two servers and a gateway before them, with a model for each {@link ProtocolPair}. Before each test they are as just started. */
final class Ground implements BeforeEachCallback, AfterAllCallback {

    private static final String KEY = "client-key-0123456789";
    private static final String UNKNOWN_KEY = "client-key-9876543210";

    private final ScriptedProvider b = ScriptedProvider.start("server-b");
    private final ScriptedProvider c = ScriptedProvider.start("server-c");
    private final TestGateway gateway = TestGateway.start(yaml());

    ScriptedProvider b() {
        return b;
    }

    ScriptedProvider c() {
        return c;
    }

    /** What an application is given to reach this model. */
    Access to(String model) {
        return new Access(gateway.at("/"), KEY, model);
    }

    /** As {@link #to}, with a key that the gateway does not know. */
    Access asAStrangerTo(String model) {
        return new Access(gateway.at("/"), UNKNOWN_KEY, model);
    }

    private String yaml() {
        return """
                baton:
                  server: { port: 0 }
                  clients: [{ name: application, key: %s }]
                  providers:
                %s
                  defaults: { retry: { backoff: 10ms } }
                  models:
                %s
                """.formatted(KEY, providers(), models());
    }

    private String providers() {
        return Protocol.all().map(Protocol::id).map(this::providersOf).collect(joining("\n"));
    }

    private String providersOf(String protocol) {
        return """
                    b-%1$s: { protocol: %1$s, base-url: "%2$s", api-key: key-of-b }
                    c-%1$s: { protocol: %1$s, base-url: "%3$s", api-key: key-of-c, continuation: prefill }\
                """.formatted(protocol, b.url(), c.url());
    }

    private static String models() {
        return pairs() + "\n" + alone() + "\n    vectors: { targets: [b-openai/vec-1, c-openai/vec-1] }";
    }

    private static String pairs() {
        return ProtocolPair.all()
                .map(pair -> """
                            %1$s: { targets: [b-%2$s/m-1, c-%3$s/m-2] }
                            %4$s: { targets: [b-%2$s/m-1, c-%3$s/m-2], keep-alive: 20ms, timeouts: { between-tokens: 1s } }\
                        """.formatted(pair.model(), pair.b().id(), pair.c().id(), pair.restless()))
                .collect(joining("\n"));
    }

    private static String alone() {
        return Protocol.all()
                .map(protocol -> "    %s: { targets: [b-%s/m-1], resume: { enabled: false } }"
                        .formatted(protocol.alone(), protocol.id()))
                .collect(joining("\n"));
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        b.reset();
        c.reset();
        gateway.forget();
    }

    @Override
    public void afterAll(ExtensionContext testClass) {
        gateway.close();
        b.close();
        c.close();
    }
}
