package dev.baton.gateway.settings;

import dev.baton.gateway.access.ClientKey;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.RoutePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration. Every problem is found before any is reported: each way in throws
 * {@link ConfigurationProblems} with all of them, or returns settings without one.
 */
public final class SettingsReader {
    private static final String ROOT = "baton";

    private final Placeholders placeholders;

    /**
     * A reader for one environment.
     *
     * @param variables the value of an environment variable by its name, null for one that is not set
     */
    public SettingsReader(UnaryOperator<@Nullable String> variables) {
        this.placeholders = new Placeholders(variables);
    }

    /** Reads YAML with the one root {@code baton}. */
    public BatonSettings readYaml(String yaml) {
        if (!(YamlTree.of(yaml) instanceof Map<?, ?> document)) {
            throw problem(ROOT, "missing", "a mapping that begins with baton:");
        }
        List<Problem> problems = new ArrayList<>();
        for (Object key : document.keySet()) {
            if (!ROOT.equals(key)) {
                problems.add(stranger(String.valueOf(key)));
            }
        }
        return read(document.get(ROOT), problems);
    }

    /**
     * Reads what any other source has under {@code baton}, as nested maps, lists and plain values. A list may also be a
     * map of its indexes, as Spring Boot's {@code Binder} hands it out.
     */
    public BatonSettings readTree(Map<String, ?> baton) {
        return read(baton, new ArrayList<>());
    }

    private BatonSettings read(@Nullable Object tree, List<Problem> problems) {
        ConfigNode baton = ConfigNode.root(tree, new ConfigNode.Context(placeholders, problems))
                .as(Section.BATON);
        ServerSettings server = ServerReader.read(baton.get("server"), baton.get("clients"));
        List<ClientKey> clients = ClientsReader.read(baton.get("clients"));
        Limits limits = LimitsReader.read(baton.get("limits"));
        Map<String, Provider> providers = ProvidersReader.read(baton.get("providers"));
        List<HealthCheck> checks = HealthChecksReader.read(baton.get("providers"), providers);
        RoutePolicy defaults = PolicyReader.read(baton.get("defaults").as(Section.POLICY), RoutePolicy.DEFAULT);
        Map<String, Route> routes = new ModelsReader(providers, defaults).read(baton.get("models"));
        if (!problems.isEmpty()) {
            throw new ConfigurationProblems(problems);
        }
        return new BatonSettings(server, clients, limits, providers, checks, routes);
    }

    private static Problem stranger(String key) {
        return new Problem(key, null, Section.BATON.keys().contains(key) ? "below baton, as baton." + key : ROOT);
    }

    private static ConfigurationProblems problem(String where, String found, String expected) {
        return new ConfigurationProblems(new Problem(where, found, expected));
    }
}
