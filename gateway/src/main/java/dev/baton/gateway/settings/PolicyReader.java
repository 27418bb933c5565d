package dev.baton.gateway.settings;

import dev.baton.route.ClassifyRule;
import dev.baton.route.FailureClass;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Resume;
import dev.baton.route.RoutePolicy.Retry;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.RoutePolicy.Timeouts;
import dev.baton.route.RoutePolicy.ToolCalls;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a policy, key by key on top of another one: that of a model on the defaults, the defaults on the built-in one. */
final class PolicyReader {
    private static final ValueType<Duration> CONNECT = new DurationType(Duration.ofMinutes(5), "2s");
    private static final ValueType<Duration> WAIT = new DurationType(Duration.ofHours(1), "30s");
    private static final ValueType<Duration> TOTAL = new DurationType(Duration.ofHours(24), "10m");
    private static final ValueType<Duration> BACKOFF = new DurationType(Duration.ofMinutes(1), "200ms");
    private static final ValueType<Duration> MAX_WAIT = new DurationType(Duration.ofMinutes(10), "2s");

    private static final ValueType<Integer> SAME_TARGET = ValueTypes.integer(0, 2);
    private static final ValueType<Integer> MAX_SEAMS =
            ValueTypes.integer(1, 10, "a whole number from 1 to 10; enabled: false resumes nothing");
    private static final ValueType<Rung> RUNG = ValueTypes.oneOf(Rung.class);
    private static final ValueType<ToolCalls> TOOL_CALLS = ValueTypes.oneOf(ToolCalls.class);
    private static final ValueType<FailureClass> FAILURE_CLASS = ValueTypes.oneOf(FailureClass.class);
    private static final ValueType<Integer> STATUS = ValueTypes.integer(200, 599, "an HTTP status from 200 to 599");

    private static final String LADDER =
            "a list of at least one of prefill, replay, anchor; enabled: false resumes nothing";
    private static final String CLASSIFY = "a list of rules, each such as { status: 520, as: unavailable }";

    private PolicyReader() {}

    /** @param policy the section it stands in; its own keys are checked by whoever knows the section */
    static RoutePolicy read(ConfigNode policy, RoutePolicy base) {
        return new RoutePolicy(
                timeouts(policy.get("timeouts").as(Section.TIMEOUTS), base.timeouts()),
                policy.get("keep-alive").read(WAIT, base.keepAlive()),
                retry(policy.get("retry").as(Section.RETRY), base.retry()),
                resume(policy.get("resume").as(Section.RESUME), base.resume()),
                BreakerReader.read(policy.get("breaker"), base.breaker()),
                HedgeReader.read(policy.get("hedge"), base.hedge()),
                policy.get("tool-calls").read(TOOL_CALLS, base.toolCalls()),
                classify(policy.get("classify"), base.classify()));
    }

    private static Timeouts timeouts(ConfigNode timeouts, Timeouts base) {
        return new Timeouts(
                timeouts.get("connect").read(CONNECT, base.connect()),
                timeouts.get("first-token").read(WAIT, base.firstToken()),
                timeouts.get("between-tokens").read(WAIT, base.betweenTokens()),
                timeouts.get("whole-answer").read(TOTAL, base.wholeAnswer()),
                timeouts.get("total").read(TOTAL, base.total()),
                timeouts.get("write-stall").read(WAIT, base.writeStall()));
    }

    private static Retry retry(ConfigNode retry, Retry base) {
        return new Retry(
                retry.get("same-target").read(SAME_TARGET, base.sameTarget()),
                retry.get("backoff").read(BACKOFF, base.backoff()),
                retry.get("max-wait").read(MAX_WAIT, base.maxWait()));
    }

    private static Resume resume(ConfigNode resume, Resume base) {
        return new Resume(
                resume.get("enabled").read(ValueTypes.FLAG, base.enabled()),
                ladder(resume.get("ladder"), base.ladder()),
                resume.get("max-seams").read(MAX_SEAMS, base.maxSeams()));
    }

    private static List<Rung> ladder(ConfigNode ladder, List<Rung> base) {
        if (ladder.isMissing()) {
            return base;
        }
        if (ladder.isEmpty()) {
            ladder.problem("an empty list", LADDER);
        }
        Set<Rung> rungs = new LinkedHashSet<>();
        for (ConfigNode node : ladder.items(LADDER)) {
            node.require(RUNG).filter(rung -> !rungs.add(rung)).ifPresent(twice -> node.problem("each rung once"));
        }
        return List.copyOf(rungs);
    }

    private static List<ClassifyRule> classify(ConfigNode rules, List<ClassifyRule> base) {
        return rules.isMissing()
                ? base
                : rules.items(CLASSIFY).stream().map(PolicyReader::rule).toList();
    }

    private static ClassifyRule rule(ConfigNode rule) {
        rule.as(Section.CLASSIFY);
        ConfigNode status = rule.get("status");
        ConfigNode part = rule.get("body-contains");
        if (status.isMissing() && part.isMissing()) {
            rule.problem("neither status nor body-contains", "at least one of them");
        }
        return new ClassifyRule(
                status.find(STATUS).orElse(null),
                part.find(ValueTypes.TEXT).orElse(null),
                rule.get("as").require(FAILURE_CLASS).orElse(FailureClass.UNAVAILABLE));
    }
}
