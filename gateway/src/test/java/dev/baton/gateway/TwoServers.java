package dev.baton.gateway;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.baton.testkit.ScriptedProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two servers and a gateway before them, for all tests of a class. Before each test they are as just started. */
final class TwoServers implements BeforeEachCallback, AfterAllCallback {

    private final ScriptedProvider b = ScriptedProvider.start("server-b");
    private final ScriptedProvider c = ScriptedProvider.start("server-c");
    private final TestGateway gateway;
    private final List<Runnable> ends = new ArrayList<>();

    private TwoServers(String yaml) {
        gateway = TestGateway.start(yaml.replace("{b}", b.url()).replace("{c}", c.url()));
    }

    /** @param yaml the gateway's configuration, with {@code {b}} and {@code {c}} for the URLs of the servers */
    static TwoServers behind(String yaml) {
        return new TwoServers(yaml);
    }

    /** The first answers of a process take long, which must not pass for the silence of a server. */
    TwoServers warmedUp(String model) {
        ChatCall.streaming(model).to(gateway).awaitEnd();
        return this;
    }

    ScriptedProvider b() {
        return b;
    }

    ScriptedProvider c() {
        return c;
    }

    TestGateway gateway() {
        return gateway;
    }

    /** The official client of OpenAI's API, which asks once; it is closed with the servers. */
    OpenAIClient openAi() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey("unused")
                .maxRetries(0)
                .build();
        ends.add(client::close);
        return client;
    }

    /** As just started. */
    void reset() {
        b.reset();
        c.reset();
        gateway.forget();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        reset();
    }

    @Override
    public void afterAll(ExtensionContext testClass) {
        ends.forEach(Runnable::run);
        gateway.close();
        b.close();
        c.close();
    }
}
