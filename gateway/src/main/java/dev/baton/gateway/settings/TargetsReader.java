package dev.baton.gateway.settings;

import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.route.Route.Tier;
import dev.baton.route.Route.Weighted;
import dev.baton.route.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the targets of one model: a tier for each item of the list, several targets in one for a list within it. */
final class TargetsReader {
    private static final ValueType<Integer> WEIGHT = ValueTypes.integer(1, 1_000);
    private static final String EXPECTED = "at least one target, such as [server-b/gpt-x, server-c/gpt-y]";

    private final Map<String, Provider> providers;
    private final Map<String, ConfigNode> seen = new HashMap<>();

    TargetsReader(Map<String, Provider> providers) {
        this.providers = providers;
    }

    List<Tier> read(ConfigNode targets) {
        return nonEmpty(targets).stream().map(this::tier).toList();
    }

    private Tier tier(ConfigNode tier) {
        List<ConfigNode> targets = tier.isList() ? nonEmpty(tier) : List.of(tier);
        return new Tier(
                targets.stream().map(this::weighted).flatMap(Optional::stream).toList());
    }

    private static List<ConfigNode> nonEmpty(ConfigNode list) {
        if (list.isEmpty()) {
            list.problem(list.isMissing() ? "missing" : "an empty list", EXPECTED);
        }
        return list.items(EXPECTED);
    }

    private Optional<Weighted> weighted(ConfigNode node) {
        if (!node.isMapping()) {
            return target(node).map(target -> new Weighted(target, 1));
        }
        node.as(Section.TARGET);
        int weight = node.get("weight").read(WEIGHT, 1);
        Optional<Target> target = target(node.get("target"));
        Protocol protocol = target.map(known -> known.provider().protocol()).orElse(Protocol.OPENAI);
        Optional<Continuation> own = ProvidersReader.continuation(node, protocol);
        return target.map(known ->
                        own.map(continuation -> continuing(known, continuation)).orElse(known))
                .map(known -> new Weighted(known, weight));
    }

    private static Target continuing(Target target, Continuation continuation) {
        return new Target(target.provider(), target.model(), continuation);
    }

    private Optional<Target> target(ConfigNode node) {
        return node.require(ValueTypes.TARGET).flatMap(name -> target(node, name));
    }

    private Optional<Target> target(ConfigNode node, String name) {
        ConfigNode twin = seen.putIfAbsent(name, node);
        if (twin != null) {
            node.problem("each target once; " + twin.path() + " is the same (asking it again is retry.same-target)");
        }
        // The provider's name has no slash, the model's may have several: deepinfra/Qwen/Qwen3-8B.
        int slash = name.indexOf('/');
        return provider(node, name.substring(0, slash)).map(provider -> Target.of(provider, name.substring(slash + 1)));
    }

    private Optional<Provider> provider(ConfigNode node, String name) {
        Provider provider = providers.get(name);
        if (provider == null) {
            node.problem("a provider of baton.providers before the first slash"
                    + (providers.isEmpty() ? "" : ": " + String.join(", ", providers.keySet()))
                    + Suggestion.didYouMean(name, providers.keySet()));
        }
        return Optional.ofNullable(provider);
    }
}
