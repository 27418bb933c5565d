package dev.baton.route;

import org.jspecify.annotations.Nullable;

/**
 * An operator's rule for reading a failure, tried before the built-in ones. All conditions that are set must hold, and
 * at least one is set.
 *
 * @param status the HTTP status of the provider's answer
 * @param bodyContains a part of the error the provider sent, in its body or in the stream; case does not matter
 * @param as the class to treat the failure as
 */
public record ClassifyRule(
        @Nullable Integer status, @Nullable String bodyContains, FailureClass as) {}
