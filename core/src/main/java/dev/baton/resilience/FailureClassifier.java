package dev.baton.resilience;

import java.util.Optional;

/**
 * Turns what was seen into a failure, or leaves it to the next classifier. Reactions are sealed, classification is open:
 * an application adds its own classifiers before the built-in ones. Implementations are pure and fast, and never block.
 */
@FunctionalInterface
public interface FailureClassifier {

    /** The failure that this observation of a step means, or empty to leave it to the next classifier. */
    Optional<Failure> classify(Step step, Observation seen);
}
