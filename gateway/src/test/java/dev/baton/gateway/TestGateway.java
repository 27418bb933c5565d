package dev.baton.gateway;

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

    private TestGateway(String yaml, FailureClassifier... classifiers) {
        context = BatonApplication.start(new SettingsReader(name -> null).readYaml(yaml), stories, classifiers);
    }

    /** Starts a gateway with this configuration, whose port must be 0; it serves as soon as this returns. */
    public static TestGateway start(String yaml, FailureClassifier... classifiers) {
        return new TestGateway(yaml, classifiers);
    }

    /** Where clients point their SDKs. */
    public String url() {
        return BatonApplication.urlOf(context);
    }

    /** Where this path is, such as {@code /health/live}. */
    public URI at(String path) {
        return URI.create(url()).resolve(path);
    }

    public int port() {
        return URI.create(url()).getPort();
    }

    /** What earlier answers have taught about servers is forgotten. */
    void forget() {
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
