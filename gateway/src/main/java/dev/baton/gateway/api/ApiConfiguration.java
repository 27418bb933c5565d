package dev.baton.gateway.api;

import dev.baton.gateway.access.AccessRule;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.relay.Relay;
import dev.baton.relay.StoryListener;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebFilter;

/** What is served where. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

    @Bean
    HandlerMapping batonPaths(
            BatonSettings settings, Relay relay, StoryListener stories, ReactorResourceFactory resources) {
        EventLoopTimes times = new EventLoopTimes(resources.getLoopResources());
        HealthHandler health = new HealthHandler();
        // Before Spring's own mappings, so that a request of ours asks none of them.
        return new SimpleUrlHandlerMapping(
                Map.of(
                        "/v1/chat/completions",
                        new ChatHandler(settings.routes(), relay, stories, times),
                        "/v1/models",
                        new ModelsHandler(settings.routes().keySet()),
                        "/health/live",
                        health,
                        "/health/ready",
                        health),
                -1);
    }

    @Bean
    WebFilter accessFilter(BatonSettings settings) {
        return new AccessFilter(AccessRule.of(settings.clients()));
    }

    @Bean
    ErrorResponses errorResponses() {
        return new ErrorResponses();
    }
}
