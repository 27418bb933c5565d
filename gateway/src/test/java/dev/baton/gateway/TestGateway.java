package dev.baton.gateway;

import dev.baton.gateway.settings.SettingsReader;
import dev.baton.relay.Moment;
import dev.baton.relay.Story;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway on a free port, and the stories it tells. */
public final class TestGateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConfigurableApplicationContext context;
    private final ConcurrentMap<String, CompletableFuture<List<Moment>>> stories = new ConcurrentHashMap<>();

    private TestGateway(String yaml) {
        this.context = BatonApplication.start(new SettingsReader(name -> null).readYaml(yaml), this::hear);
    }

    /** Starts a gateway with this configuration, whose port must be 0; it serves as soon as this returns. */
    public static TestGateway start(String yaml) {
        return new TestGateway(yaml);
    }

    private void hear(Story story, Moment moment) {
        if (moment instanceof Moment.Ended) {
            told(story.requestId()).complete(List.copyOf(story.moments()));
        }
    }

    private CompletableFuture<List<Moment>> told(String requestId) {
        return stories.computeIfAbsent(requestId, id -> new CompletableFuture<>());
    }

    /** Where clients point their SDKs. */
    public String url() {
        return BatonApplication.urlOf(context);
    }

    public int port() {
        return URI.create(url()).getPort();
    }

    /** The story of this request, once it has ended. */
    public List<Moment> awaitStory(String requestId) {
        try {
            return told(requestId).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException untold) {
            throw new AssertionError("the story of " + requestId + " did not end", untold);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
