package dev.baton.gateway;

import dev.baton.dialect.known.Dialects;
import dev.baton.gateway.api.ApiConfiguration;
import dev.baton.gateway.api.Drain;
import dev.baton.gateway.api.Entrance;
import dev.baton.gateway.health.HealthChecks;
import dev.baton.gateway.observe.StoryLog;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.upstream.NettyUpstream;
import dev.baton.relay.Relay;
import dev.baton.relay.StoryListener;
import dev.baton.relay.Time;
import dev.baton.resilience.FailureClassifier;
import dev.baton.resilience.Memory;
import dev.baton.upstream.Upstream;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** The gateway, put together: server and upstream calls on the same event loops, one relay between them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(NettyReactiveWebServerAutoConfiguration.class)
@Import(ApiConfiguration.class)
public class BatonApplication {

    /** Starts a gateway that logs its stories; it serves as soon as this returns. */
    public static ConfigurableApplicationContext start(BatonSettings settings) {
        return start(settings, new StoryLog());
    }

    /**
     * Starts a gateway, which serves as soon as this returns.
     *
     * @param settings what to serve
     * @param stories hears what happens to every answer
     * @param classifiers of the application's own, asked before all others
     * @return to be closed to end it, which lets running answers finish; its bean {@link Gateway} takes other settings
     * @throws PortInUseException when something else listens there
     */
    public static ConfigurableApplicationContext start(
            BatonSettings settings, StoryListener stories, FailureClassifier... classifiers) {
        try {
            return build(settings, stories, classifiers).run();
        } catch (ApplicationContextException failed) {
            throw failed.getCause() instanceof PortInUseException taken ? taken : failed;
        }
    }

    private static SpringApplicationBuilder build(
            BatonSettings settings, StoryListener stories, FailureClassifier... classifiers) {
        return new SpringApplicationBuilder(BatonApplication.class)
                .web(WebApplicationType.REACTIVE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(Map.of(
                        "server.address", settings.server().address(),
                        "server.port", settings.server().port(),
                        // Drain is what is graceful, and by then nothing is left to wait for.
                        "server.shutdown", "immediate"))
                .initializers(context -> register((GenericApplicationContext) context, settings, stories, classifiers));
    }

    private static void register(
            GenericApplicationContext context,
            BatonSettings settings,
            StoryListener stories,
            FailureClassifier... classifiers) {
        context.registerBean(BatonSettings.class, () -> settings);
        context.registerBean(StoryListener.class, () -> stories);
        for (int i = 0; i < classifiers.length; i++) {
            FailureClassifier classifier = classifiers[i];
            context.registerBean("classifier" + i, FailureClassifier.class, () -> classifier);
        }
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
        resources.setShutdownQuietPeriod(Duration.ZERO);
        resources.setLoopResourcesSupplier(
                () -> LoopResources.create("baton", Runtime.getRuntime().availableProcessors(), true));
        return resources;
    }

    @Bean
    Upstream upstream(ReactorResourceFactory resources) {
        return new NettyUpstream(Dialects.signers(), resources.getLoopResources());
    }

    @Bean
    Gateway gateway(Entrance entrance, Drain drain, Memory memory, HealthChecks checks) {
        return new Gateway(entrance, drain, memory, checks);
    }

    @Bean
    Memory memory(BatonSettings settings) {
        Memory memory = new Memory();
        memory.configure(settings.targets(), settings.limits().inFlightPerTarget());
        return memory;
    }

    @Bean
    HealthChecks healthChecks(
            BatonSettings settings,
            Upstream upstream,
            Memory memory,
            ReactorResourceFactory resources,
            RandomGenerator random) {
        EventExecutor loop = resources
                .getLoopResources()
                .onClient(LoopResources.DEFAULT_NATIVE)
                .next();
        HealthChecks checks =
                new HealthChecks(upstream, memory.health(), Time.on(Schedulers.fromExecutorService(loop)), random);
        checks.configure(settings);
        return checks;
    }

    @Bean
    RandomGenerator random() {
        return new SharedRandom();
    }

    @Bean
    Relay relay(
            Upstream upstream, ObjectProvider<FailureClassifier> classifiers, Memory memory, RandomGenerator random) {
        return new Relay(upstream, classifiers.orderedStream().toList(), memory, random, InstantSource.system());
    }
}
