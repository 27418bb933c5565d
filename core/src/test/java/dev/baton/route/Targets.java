package dev.baton.route;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Targets and routes for tests. */
public final class Targets {

    private Targets() {}

    /** A target of which nothing is known: it does not continue. */
    public static Target target(String provider) {
        return target(provider, Continuation.NONE);
    }

    public static Target target(String provider, Continuation continuation) {
        URI baseUrl = URI.create("http://" + provider + ".test/v1");
        return new Target(
                new Provider(provider, Protocol.OPENAI, baseUrl, null, continuation, ConnectionReuse.POOLED),
                "model-of-" + provider,
                continuation);
    }

    /** A target that speaks Anthropic Messages. */
    public static Target anthropic(String provider, Continuation continuation) {
        URI baseUrl = URI.create("http://" + provider + ".test");
        return new Target(
                new Provider(provider, Protocol.ANTHROPIC, baseUrl, null, continuation, ConnectionReuse.POOLED),
                "model-of-" + provider,
                continuation);
    }

    /** The same of OpenAI Responses. */
    public static Target responses(String provider, Continuation continuation) {
        URI baseUrl = URI.create("http://" + provider + ".test");
        return new Target(
                new Provider(provider, Protocol.RESPONSES, baseUrl, null, continuation, ConnectionReuse.POOLED),
                "model-of-" + provider,
                continuation);
    }

    /** A model of a provider that speaks Gemini. */
    public static Target gemini(String model, Continuation continuation) {
        URI baseUrl = URI.create("http://gemini.test/v1beta");
        return new Target(
                new Provider("gemini", Protocol.GEMINI, baseUrl, null, continuation, ConnectionReuse.POOLED),
                model,
                continuation);
    }

    /** A route that tries these targets in this order. */
    public static Route route(RoutePolicy policy, Target... targets) {
        List<Route.Tier> tiers = Stream.of(targets)
                .map(target -> new Route.Tier(List.of(new Route.Weighted(target, 1))))
                .toList();
        return new Route("chat", tiers, policy);
    }
}
