package dev.baton.gateway.cli;

import static dev.baton.gateway.settings.Durations.shortest;
import static java.util.stream.Collectors.joining;

import dev.baton.dialect.known.Dialects;
import dev.baton.gateway.settings.BatonSettings;
import dev.baton.gateway.settings.HealthCheck;
import dev.baton.gateway.settings.Limits;
import dev.baton.gateway.settings.ServerSettings;
import dev.baton.gateway.settings.Sizes;
import dev.baton.route.AwsAccess;
import dev.baton.route.ClassifyRule;
import dev.baton.route.Continuation;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.Route.Tier;
import dev.baton.route.Route.Weighted;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Breaker;
import dev.baton.route.RoutePolicy.Hedge;
import dev.baton.route.RoutePolicy.Resume;
import dev.baton.route.RoutePolicy.Retry;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.RoutePolicy.Timeouts;
import dev.baton.route.RoutePolicy.ToolCalls;
import dev.baton.route.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a configuration would do, in plain lines. */
final class CheckReport {
    private CheckReport() {}

    static List<String> of(BatonSettings settings) {
        List<String> lines = new ArrayList<>();
        lines.add(server(settings.server()));
        lines.add(clients(settings));
        limits(settings.limits()).forEach(lines::add);
        lines.add(end(settings.server()));
        settings.providers().values().forEach(provider -> lines.add(asks(provider)));
        settings.healthChecks().forEach(check -> lines.add(health(check)));
        Warnings.ofAll(settings).forEach(warning -> lines.add("warning: " + warning));
        for (Route route : settings.routes().values()) {
            lines.add("");
            lines.add("model " + route.model());
            route(route).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static String server(ServerSettings server) {
        return "listens on " + server.address() + (server.port() == 0 ? ", any free port" : ", port " + server.port());
    }

    private static String clients(BatonSettings settings) {
        return settings.clients().isEmpty()
                ? "serves callers on this machine only: no clients are configured"
                : "serves "
                        + settings.clients().stream()
                                .map(key -> key.client().name())
                                .collect(joining(", "));
    }

    private static Stream<String> limits(Limits limits) {
        String answers = (limits.inFlight() == Limits.NONE
                        ? "answers as many requests at a time as come"
                        : "answers at most " + limits.inFlight() + " requests at a time")
                + ", holds at most " + Sizes.shortest(limits.heldBodies()) + " of their bodies";
        int calls = limits.inFlightPerTarget();
        return calls == Limits.NONE
                ? Stream.of(answers)
                : Stream.of(answers, "makes at most " + calls + " calls at a time to a target");
    }

    private static String end(ServerSettings server) {
        return "when told to end: "
                + (server.grace().isZero() ? "" : "takes requests for " + shortest(server.grace()) + " more, then ")
                + "lets running answers finish for " + shortest(server.drain());
    }

    /** The whole address, since most mistakes are made with a part of it. */
    private static String asks(Provider provider) {
        Target any = new Target(provider, "MODEL", Continuation.NONE);
        String path =
                Dialects.ofProviders(provider.protocol()).envelope(any, true).path();
        return "asks " + provider.name() + " at " + provider.baseUrl() + path;
    }

    private static String health(HealthCheck check) {
        return "checks the health of " + check.provider().name() + " every " + shortest(check.every()) + ": GET "
                + check.path() + " at " + check.provider().baseUrl().getAuthority() + ", within "
                + shortest(check.timeout());
    }

    private static List<String> route(Route route) {
        RoutePolicy policy = route.policy();
        List<String> lines = new ArrayList<>(List.of("targets, in the order in which they are tried:"));
        int place = 1;
        for (Tier tier : route.tiers()) {
            tier(place++, tier).forEach(line -> lines.add("  " + line));
        }
        lines.addAll(timeouts(policy.timeouts()));
        lines.add("keep-alive: after " + shortest(policy.keepAlive()) + " in which nothing was written");
        lines.add("retry: " + retry(policy.retry()));
        lines.add("a stream that breaks: " + resume(policy.resume()));
        lines.add("breaker: " + breaker(policy.breaker()));
        hedge(policy.hedge()).forEach(lines::add);
        lines.add("tool calls: " + toolCalls(policy.toolCalls()));
        policy.classify().forEach(rule -> lines.add("classify: " + classify(rule)));
        Warnings.of(route).forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    private static Stream<String> tier(int place, Tier tier) {
        if (tier.targets().size() == 1) {
            return Stream.of(place + ". " + target(tier.targets().getFirst()));
        }
        int sum = tier.targets().stream().mapToInt(Weighted::weight).sum();
        return Stream.concat(
                Stream.of(place + ". drawn by weight, the others follow:"),
                tier.targets().stream()
                        .map(target -> "   - " + target(target) + ", first in " + target.weight() + " of " + sum));
    }

    private static String target(Weighted weighted) {
        Target target = weighted.target();
        String can = continuation(target.continuation());
        return target.name() + " (" + protocol(target.provider())
                + switch (target.evidence()) {
                    case DECLARED -> can + "; declared";
                    case BUILT_IN ->
                        can + "; built in for " + target.provider().baseUrl().getAuthority();
                    case UNKNOWN -> "not known to continue an answer";
                }
                + ")";
    }

    /** The one that nearly everybody speaks goes without saying. */
    private static String protocol(Provider provider) {
        return switch (provider.protocol()) {
            case OPENAI -> "";
            case ANTHROPIC, RESPONSES, GEMINI -> "speaks " + provider.protocol().label() + "; ";
            case BEDROCK -> "speaks bedrock, " + proof(provider) + "; ";
            case AZURE -> "speaks openai as Azure serves it, " + provider.apiVersion() + "; ";
        };
    }

    private static String proof(Provider provider) {
        AwsAccess access = provider.aws();
        return access == null
                ? "with an API key"
                : "signed for " + access.region()
                        + (access.keys() == null ? " with what AWS's own tools find" : " with the keys given here");
    }

    private static String continuation(Continuation continuation) {
        return switch (continuation) {
            case NONE -> "cannot continue an answer";
            case PREFILL -> "continues an answer: prefill, no flag needed";
            case PREFIX_FLAG -> "continues an answer: prefill with \"prefix\": true";
            case PARTIAL_FLAG -> "continues an answer: prefill with \"partial\": true";
            case CONTINUE_FINAL_MESSAGE -> "continues an answer: prefill with \"continue_final_message\": true";
        };
    }

    private static List<String> timeouts(Timeouts timeouts) {
        return List.of(
                "timeouts: connect " + shortest(timeouts.connect())
                        + ", first token " + shortest(timeouts.firstToken())
                        + ", between tokens " + shortest(timeouts.betweenTokens()),
                "          whole answer " + shortest(timeouts.wholeAnswer())
                        + ", total " + shortest(timeouts.total())
                        + ", write stall " + shortest(timeouts.writeStall()));
    }

    private static String retry(Retry retry) {
        String again = retry.sameTarget() == 0
                ? "the same target is not asked again"
                : "the same target " + (retry.sameTarget() == 1 ? "once" : "twice") + " more, after about "
                        + shortest(retry.backoff());
        return again + "; a Retry-After of up to " + shortest(retry.maxWait()) + " is waited for";
    }

    private static String resume(Resume resume) {
        return resume.enabled()
                ? resume.ladder().stream().map(CheckReport::rung).collect(joining(", then ")) + "; at most "
                        + resume.maxSeams() + (resume.maxSeams() == 1 ? " seam" : " seams")
                : "ends in an error";
    }

    private static String rung(Rung rung) {
        return switch (rung) {
            case PREFILL -> "prefill";
            case REPLAY -> "replay (with temperature 0, a seed or less than 8 characters)";
            case ANCHOR -> "anchor";
        };
    }

    private static String breaker(Breaker breaker) {
        return breaker.enabled()
                ? "a target that failed " + breaker.failures()
                        + " times in a row, or as often and in half of all calls of "
                        + shortest(breaker.window()) + ", is left out for " + shortest(breaker.open()) + ", at most "
                        + shortest(breaker.openMax())
                : "off, each request begins at its first target";
    }

    private static Stream<String> hedge(Hedge hedge) {
        String wait = hedge.after() == null
                ? "the time within which 19 of 20 of its target's last streams have begun"
                : shortest(hedge.after());
        return hedge.enabled()
                ? Stream.of("hedge: a stream that has not begun after " + wait
                        + " is asked of the next target, too; for at most one request in 20")
                : Stream.empty();
    }

    private static String toolCalls(ToolCalls toolCalls) {
        return switch (toolCalls) {
            case ATOMIC -> "handed out whole, so that a broken one can be made anew";
            case STREAM -> "handed out as they come; an answer that breaks after one ends in an error";
        };
    }

    private static String classify(ClassifyRule rule) {
        return Stream.of(
                                rule.status() == null ? null : "status " + rule.status(),
                                rule.bodyContains() == null ? null : "a body with \"" + rule.bodyContains() + "\"")
                        .filter(Objects::nonNull)
                        .collect(joining(" and "))
                + " is " + rule.as().label();
    }
}
