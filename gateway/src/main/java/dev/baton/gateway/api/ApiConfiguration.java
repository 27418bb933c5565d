package dev.baton.gateway.api;

import dev.baton.gateway.access.AccessRule;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.relay.Relay;
import dev.baton.relay.StoryListener;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;

/** What is served where. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

    /** Between requests of a client that keeps its connection. */
    private static final Duration CLIENT_IDLE = Duration.ofSeconds(60);

    /** Between two reads of one request, so that a client cannot hold a connection with half a request. */
    private static final Duration CLIENT_READ = Duration.ofSeconds(30);

    private static final int MOST_HEADER_BYTES = 32 << 10;

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> connections() {
        return factory -> factory.addServerCustomizers(server -> server.idleTimeout(CLIENT_IDLE)
                .readTimeout(CLIENT_READ)
                .httpRequestDecoder(decoder -> decoder.maxHeaderSize(MOST_HEADER_BYTES))
                .doOnChannelInit((observer, channel, remote) -> ClientConnection.watch(channel)));
    }

    @Bean
    HttpHandler frontDoor(
            BatonSettings settings,
            Relay relay,
            StoryListener stories,
            ReactorResourceFactory resources,
            RandomGenerator random) {
        EventLoopTimes times = new EventLoopTimes(resources.getLoopResources());
        HealthEndpoint health = new HealthEndpoint();
        return new FrontDoor(
                AccessRule.of(settings.clients()),
                Map.of(
                        "/v1/chat/completions",
                        new ChatEndpoint(settings.routes(), relay, stories, times, random),
                        "/v1/models",
                        new ModelsEndpoint(settings.routes().keySet()),
                        "/health/live",
                        health,
                        "/health/ready",
                        health));
    }
}
