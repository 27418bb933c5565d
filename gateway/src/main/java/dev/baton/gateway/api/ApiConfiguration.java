package dev.baton.gateway.api;

import dev.baton.gateway.access.AccessRule;
import dev.baton.gateway.health.HealthChecks;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.relay.Relay;
import dev.baton.relay.StoryListener;
import dev.baton.route.Service;
import dev.baton.upstream.Upstream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** What is served where. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

    /** Between requests of a client that keeps its connection. */
    private static final Duration CLIENT_IDLE = Duration.ofSeconds(60);

    /** Between two reads of one request, so that a client cannot hold a connection with half a request. */
    private static final Duration CLIENT_READ = Duration.ofSeconds(30);

    private static final int MOST_HEADER_BYTES = 32 << 10;

    @Bean
    Traffic traffic() {
        return new Traffic();
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> connections(Traffic traffic) {
        ClientConnections connections = traffic.connections();
        return factory -> factory.addServerCustomizers(server -> server.idleTimeout(CLIENT_IDLE)
                .readTimeout(CLIENT_READ)
                .httpRequestDecoder(decoder -> decoder.maxHeaderSize(MOST_HEADER_BYTES))
                .doOnBound(connections::comeThrough)
                .doOnChannelInit((observer, channel, remote) -> {
                    ChunkFraming.install(channel);
                    connections.add(channel);
                }));
    }

    /** What every request of one configuration goes through, and where it ends up. */
    @Bean
    Entrance entrance(
            BatonSettings first,
            Relay relay,
            Upstream upstream,
            StoryListener stories,
            Traffic traffic,
            ReactorResourceFactory resources,
            RandomGenerator random) {
        EventLoopTimes times = new EventLoopTimes(resources.getLoopResources());
        return new Entrance(
                first,
                settings -> new FrontDoor(
                        AccessRule.of(settings.clients()),
                        new Admission(settings.limits(), traffic, times),
                        endpoints(
                                new Routes(settings.routes()),
                                routes -> new AnswerEndpoint(routes, relay, stories, times, random),
                                routes -> new CountTokensEndpoint(routes, upstream, times),
                                traffic)),
                traffic);
    }

    private static Map<String, Endpoint> endpoints(
            Routes routes, Function<Routes, Endpoint> answering, Function<Routes, Endpoint> counting, Traffic traffic) {
        Endpoint models = new ModelsEndpoint(routes.byModel().keySet());
        return Map.ofEntries(
                Map.entry(SpokenDialect.CHAT, answering.apply(routes)),
                Map.entry(SpokenDialect.MESSAGES, answering.apply(routes)),
                Map.entry(SpokenDialect.RESPONSES, answering.apply(routes)),
                Map.entry(SpokenDialect.GEMINI, answering.apply(routes)),
                Map.entry(SpokenDialect.MESSAGES + "/count_tokens", counting.apply(routes)),
                Map.entry(SpokenDialect.COMPLETIONS, answering.apply(routes.serving(Service.COMPLETION))),
                Map.entry(SpokenDialect.EMBEDDINGS, answering.apply(routes.serving(Service.EMBEDDING))),
                Map.entry("/v1/models", models),
                Map.entry("/v1/models/", new ModelEndpoint("/v1/models/", routes)),
                Map.entry("/v1beta/models", models),
                Map.entry("/v1beta/models/", new ModelEndpoint("/v1beta/models/", routes)),
                Map.entry("/health/live", new HealthEndpoint(() -> true)),
                Map.entry("/health/ready", new HealthEndpoint(traffic::isReady)));
    }

    @Bean
    Drain drain(Entrance entrance, Traffic traffic, Relay relay, HealthChecks checks, Upstream upstream) {
        return new Drain(entrance, traffic, relay, checks, upstream);
    }
}
