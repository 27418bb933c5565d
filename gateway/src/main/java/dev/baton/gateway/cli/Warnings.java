package dev.baton.gateway.cli;

import dev.baton.gateway.access.Loopback;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.route.Continuation;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.RoutePolicy.Hedge;
import dev.baton.route.RoutePolicy.Resume;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.RoutePolicy.Timeouts;
import dev.baton.route.Service;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is valid and yet probably not meant. */
final class Warnings {
    private static final Pattern EMBEDDING_MODEL = Pattern.compile("(?i)embed|\\b(bge|e5|gte)-");

    private Warnings() {}

    /** About the configuration as a whole. */
    static List<String> ofAll(BatonSettings settings) {
        Set<Provider> used = settings.targets().stream().map(Target::provider).collect(Collectors.toSet());
        List<String> warnings = new ArrayList<>();
        for (Provider provider : settings.providers().values()) {
            if (!used.contains(provider)) {
                warnings.add("no model has a target at provider " + provider.name());
            }
            if (sendsKeyInTheClear(provider)) {
                warnings.add("the key of provider " + provider.name() + " travels unencrypted: its base-url is http");
            }
        }
        if (settings.limits().heldBodies() > Runtime.getRuntime().maxMemory() / 2) {
            warnings.add("limits.held-bodies is more than half of the memory that the process may use: "
                    + "with as many bodies it may end");
        }
        return warnings;
    }

    /** About one route. */
    static List<String> of(Route route) {
        List<String> warnings = new ArrayList<>();
        List<String> providers = route.targets()
                .map(target -> target.provider().name())
                .distinct()
                .toList();
        if (providers.size() == 1) {
            warnings.add("every target of " + route.model() + " is at " + providers.getFirst()
                    + ": when that provider is down, so is the model");
        }
        Resume resume = route.policy().resume();
        if (resume.enabled() && !canPrefill(route) && !resume.ladder().contains(Rung.ANCHOR)) {
            warnings.add("no target of " + route.model() + " can continue an answer: a broken stream ends in an error"
                    + (resume.ladder().contains(Rung.REPLAY) ? ", unless it can be replayed" : ""));
        }
        Timeouts timeouts = route.policy().timeouts();
        if (timeouts.firstToken().compareTo(timeouts.total()) >= 0) {
            warnings.add("a silent target uses up the whole time of " + route.model()
                    + ": first-token is not shorter than total");
        }
        warnings.addAll(ofHedge(route));
        warnings.addAll(ofEmbeddings(route));
        return warnings;
    }

    /** Any route may be asked for vectors; of one that is meant for them the names say so. */
    private static List<String> ofEmbeddings(Route route) {
        Set<String> asked = modelsOf(route.serving(Service.EMBEDDING));
        Set<String> never = new TreeSet<>(modelsOf(route));
        never.removeAll(asked);
        return never.isEmpty() || modelsOf(route).stream().noneMatch(EMBEDDING_MODEL.asPredicate())
                ? List.of()
                : List.of("embeddings of " + route.model() + " are made by " + String.join(", ", asked)
                        + " only, never by " + String.join(", ", never)
                        + ": vectors of different models must not be mixed");
    }

    private static Set<String> modelsOf(Route route) {
        return route.targets().map(Target::model).collect(Collectors.toSet());
    }

    private static List<String> ofHedge(Route route) {
        Hedge hedge = route.policy().hedge();
        if (!hedge.enabled()) {
            return List.of();
        }
        if (route.targets().count() == 1) {
            return List.of("nobody can be asked beside the only target of " + route.model() + ": hedge does nothing");
        }
        Duration first = route.policy().timeouts().firstToken();
        return hedge.after() != null && hedge.after().compareTo(first) >= 0
                ? List.of(
                        "a silent target of " + route.model()
                                + " is given up before another one is asked beside it: hedge.after is not shorter than first-token")
                : List.of();
    }

    private static boolean canPrefill(Route route) {
        return route.policy().resume().ladder().contains(Rung.PREFILL)
                && route.targets().anyMatch(target -> target.continuation() != Continuation.NONE);
    }

    private static boolean sendsKeyInTheClear(Provider provider) {
        return provider.apiKey() != null
                && "http".equalsIgnoreCase(provider.baseUrl().getScheme())
                && !Loopback.isLoopback(provider.baseUrl().getHost());
    }
}
