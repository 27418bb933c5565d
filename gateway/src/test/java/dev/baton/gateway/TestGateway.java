package dev.baton.gateway;

import dev.baton.gateway.api.Drain;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.SettingsReader;
import dev.baton.relay.Moment;
import dev.baton.resilience.FailureClassifier;
import dev.baton.resilience.Memory;
import java.net.URI;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway on a free port, and the stories it tells. */
public final class TestGateway implements AutoCloseable {

    private final Stories stories = new Stories();
    private final ConfigurableApplicationContext context;
    private final Gateway handle;
    private final String url;

    private TestGateway(String yaml, FailureClassifier... classifiers) {
        context = BatonApplication.start(settings(yaml), stories, classifiers);
        handle = context.getBean(Gateway.class);
        url = BatonApplication.urlOf(context);
    }

    /** Starts a gateway with this configuration, whose port must be 0; it serves as soon as this returns. */
    public static TestGateway start(String yaml, FailureClassifier... classifiers) {
        return new TestGateway(yaml, classifiers);
    }

    private static BatonSettings settings(String yaml) {
        return new SettingsReader(name -> null).readYaml(yaml);
    }

    /** What the application that started it has in hands. */
    Gateway handle() {
        return handle;
    }

    /** Puts this configuration in force; returns what waits for a restart. */
    List<String> reload(String yaml) {
        return handle().reload(settings(yaml));
    }

    /** Where clients point their SDKs. */
    public String url() {
        return url;
    }

    /** Where this path is, such as {@code /health/live}. */
    public URI at(String path) {
        return URI.create(url()).resolve(path);
    }

    public int port() {
        return URI.create(url()).getPort();
    }

    /** Lets the gateway end as when it is closed, but for its event loops. */
    void drain() {
        context.getBean(Drain.class).stop();
    }

    /** What earlier answers have taught about servers is forgotten. */
    public void forget() {
        context.getBean(Memory.class).forget();
    }

    Stories stories() {
        return stories;
    }

    /** The story of this request, once it has ended. */
    public List<Moment> awaitStory(String requestId) {
        stories.awaitEnd(requestId);
        return stories.of(requestId);
    }

    @Override
    public void close() {
        context.close();
    }
}
