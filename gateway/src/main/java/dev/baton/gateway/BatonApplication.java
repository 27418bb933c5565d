package dev.baton.gateway;

import dev.baton.gateway.api.ApiConfiguration;
import dev.baton.gateway.observe.StoryLog;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.upstream.NettyUpstream;
import dev.baton.relay.Relay;
import dev.baton.relay.StoryListener;
import dev.baton.resilience.FailureClassifier;
import dev.baton.upstream.Upstream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** The gateway, put together: server and upstream calls on the same event loops, one relay between them. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ApiConfiguration.class)
public class BatonApplication {

    /** Between requests of a client that keeps its connection. */
    private static final Duration CLIENT_IDLE = Duration.ofSeconds(60);

    /** Between two reads of one request, so that a client cannot hold a connection with half a request. */
    private static final Duration CLIENT_READ = Duration.ofSeconds(30);

    private static final int MOST_HEADER_BYTES = 32 << 10;

    /**
     * Starts a gateway, which serves as soon as this returns.
     *
     * @param settings what to serve
     * @param sources further configuration classes, such as an application's own classifiers
     * @return to be closed to end it
     */
    public static ConfigurableApplicationContext start(BatonSettings settings, Class<?>... sources) {
        SpringApplication application = new SpringApplicationBuilder(BatonApplication.class)
                .sources(sources)
                .web(WebApplicationType.REACTIVE)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(BatonSettings.class, () -> settings))
                .build();
        application.setDefaultProperties(Map.of(
                "server.address", settings.server().address(),
                "server.port", settings.server().port(),
                "spring.main.banner-mode", "off"));
        return application.run();
    }

    /** Where clients point their SDKs, such as {@code http://127.0.0.1:8080/v1}; with the port that was really taken. */
    public static String urlOf(ConfigurableApplicationContext gateway) {
        String address = gateway.getBean(BatonSettings.class).server().address();
        String host = address.contains(":") ? "[" + address + "]" : address;
        return "http://" + host + ":" + gateway.getEnvironment().getProperty("local.server.port") + "/v1";
    }

    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(
                () -> LoopResources.create("baton", Runtime.getRuntime().availableProcessors(), true));
        return resources;
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> clientLimits() {
        return factory -> factory.addServerCustomizers(server -> server.idleTimeout(CLIENT_IDLE)
                .readTimeout(CLIENT_READ)
                .httpRequestDecoder(decoder -> decoder.maxHeaderSize(MOST_HEADER_BYTES)));
    }

    @Bean
    @ConditionalOnMissingBean
    Upstream upstream(ReactorResourceFactory resources) {
        return new NettyUpstream(resources.getLoopResources());
    }

    @Bean
    Relay relay(Upstream upstream, ObjectProvider<FailureClassifier> classifiers) {
        return new Relay(
                upstream, classifiers.orderedStream().toList(), new SharedRandom(), InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    StoryListener storyListener() {
        return new StoryLog();
    }
}
