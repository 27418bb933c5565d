package dev.baton.gateway.settings;

import java.util.List;
import java.util.stream.Stream;

/** Every key there is, by the section it belongs to: what may be written, and what the documentation explains. */
enum Section {
    BATON("baton", "server", "clients", "limits", "providers", "models", "defaults"),
    SERVER("baton.server", "address", "port", "grace", "drain"),
    CLIENT("baton.clients[]", "name", "key"),
    LIMITS("baton.limits", "in-flight", "in-flight-per-target", "held-bodies"),
    PROVIDER(
            "baton.providers.NAME",
            "protocol",
            "base-url",
            "api-key",
            "api-version",
            "region",
            "aws-keys",
            "continuation",
            "reuse",
            "health"),
    AWS_KEYS("baton.providers.NAME.aws-keys", "access-key-id", "secret-access-key", "session-token"),
    HEALTH("baton.providers.NAME.health", "path", "every", "timeout"),
    POLICY("baton.defaults", "timeouts", "keep-alive", "retry", "resume", "breaker", "hedge", "tool-calls", "classify"),
    MODEL("baton.models.NAME", Stream.concat(Stream.of("targets"), POLICY.keys.stream())),
    TARGET("baton.models.NAME.targets[]", "target", "weight", "continuation"),
    TIMEOUTS(
            "baton.defaults.timeouts",
            "connect",
            "first-token",
            "between-tokens",
            "whole-answer",
            "total",
            "write-stall"),
    RETRY("baton.defaults.retry", "same-target", "backoff", "max-wait"),
    RESUME("baton.defaults.resume", "enabled", "ladder", "max-seams"),
    BREAKER("baton.defaults.breaker", "enabled", "failures", "window", "open", "open-max"),
    HEDGE("baton.defaults.hedge", "enabled", "after"),
    CLASSIFY("baton.defaults.classify[]", "status", "body-contains", "as");

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // what toList() returns is
    private final List<String> keys;

    Section(String path, String... keys) {
        this(path, Stream.of(keys));
    }

    Section(String path, Stream<String> keys) {
        this.path = path;
        this.keys = keys.toList();
    }

    /** Where the section is, as the documentation writes it; policies may also stand below a model. */
    String path() {
        return path;
    }

    List<String> keys() {
        return keys;
    }
}
