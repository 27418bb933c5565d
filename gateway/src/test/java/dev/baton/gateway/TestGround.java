package dev.baton.gateway;

import static java.util.stream.Collectors.joining;

import dev.baton.testkit.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** One gateway and as many {@linkplain Lane lanes} as tests shall run at a time. */
public final class TestGround implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a test does with a lane. */
    @FunctionalInterface
    public interface Scene {
        void play(Lane lane) throws Exception;
    }

    private final TestGateway gateway;
    private final List<Lane> lanes = new ArrayList<>();
    private final BlockingQueue<Lane> free;

    private TestGround(List<List<ScriptedProvider>> servers, TestGateway gateway) {
        this.gateway = gateway;
        this.free = new ArrayBlockingQueue<>(servers.size());
        for (List<ScriptedProvider> three : servers) {
            Lane lane = new Lane(lanes.size(), gateway, three.get(0), three.get(1), three.get(2));
            lanes.add(lane);
            free.add(lane);
        }
    }

    /** As {@link #start(int, Map, Map, Map)}, with no other servers. */
    public static TestGround start(int lanes, Map<String, String> models, Map<String, String> providers) {
        return start(lanes, models, providers, Map.of());
    }

    /**
     * Starts the servers and the gateway.
     *
     * @param models by name, the YAML of each; {@code [b, c, d]} in it stand for the lane's targets
     * @param providers more settings of the providers b, c and d, such as {@code continuation: prefill}
     * @param others URLs of servers that all lanes share, by the name that stands for them in {@code models}
     */
    public static TestGround start(
            int lanes, Map<String, String> models, Map<String, String> providers, Map<String, String> others) {
        List<List<ScriptedProvider>> servers = new ArrayList<>();
        StringBuilder yamlProviders = new StringBuilder();
        StringBuilder yamlModels = new StringBuilder();
        for (int lane = 0; lane < lanes; lane++) {
            int number = lane;
            List<ScriptedProvider> three = List.of("b", "c", "d").stream()
                    .map(name -> ScriptedProvider.start(name + number))
                    .toList();
            servers.add(three);
            for (ScriptedProvider server : three) {
                String more = providers.getOrDefault(server.name().substring(0, 1), "");
                yamlProviders.append("    %s: { base-url: \"%s\"%s }%n"
                        .formatted(server.name(), server.url(), more.isEmpty() ? "" : ", " + more));
            }
            models.forEach((name, yaml) -> yamlModels.append(
                    "    %s-%d: { %s }%n".formatted(name, number, withTargets(yaml, number, others))));
        }
        others.forEach((name, url) -> yamlProviders.append("    %s: { base-url: \"%s\" }%n".formatted(name, url)));
        String yaml =
                "baton:%n  server: { port: 0 }%n  providers:%n%s  models:%n%s".formatted(yamlProviders, yamlModels);
        TestGround ground = new TestGround(servers, TestGateway.start(yaml));
        ground.warmUp(
                models.containsKey("chat") ? "chat" : models.keySet().iterator().next());
        return ground;
    }

    /** The first answers of a process take long, which is no silence of a server. */
    private void warmUp(String model) {
        lanes.forEach(lane -> lane.streaming(model).to(gateway).awaitEnd());
    }

    private static String withTargets(String yaml, int lane, Map<String, String> others) {
        int open = yaml.indexOf('[');
        int close = yaml.indexOf(']');
        String targets = List.of(yaml.substring(open + 1, close).split(", ")).stream()
                .map(name -> name + (others.containsKey(name) ? "" : lane) + "/model-" + name)
                .collect(joining(", "));
        return yaml.substring(0, open + 1) + targets + yaml.substring(close);
    }

    /** Plays a scene on a free lane, whose servers are as just started. */
    public void on(Scene scene) throws Exception {
        Lane lane = free.take();
        try {
            scene.play(lane.reset());
        } finally {
            free.add(lane);
        }
    }

    public TestGateway gateway() {
        return gateway;
    }

    /** Waits until the connections that could have been used again are gone: they rest for three seconds. */
    public void awaitRest() {
        lanes.forEach(lane -> lane.servers().forEach(server -> server.awaitOpenConnections(0, PATIENCE)));
    }

    /** Closes everything, and looks whether the gateway has left a connection behind. */
    @Override
    public void close() {
        gateway.close();
        try {
            lanes.forEach(lane -> lane.servers().forEach(server -> server.awaitOpenConnections(0, SOON)));
        } finally {
            lanes.forEach(lane -> lane.servers().forEach(ScriptedProvider::close));
        }
    }
}
