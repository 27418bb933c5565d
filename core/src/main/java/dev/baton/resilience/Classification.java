package dev.baton.resilience;

import dev.baton.route.ApiKey;
import dev.baton.route.ClassifyRule;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All classifiers in the order in which they are asked: the application's own, the configuration's rules, the built-in one. */
public final class Classification {

    private final List<FailureClassifier> classifiers;
    private final BuiltInClassifier builtIn;

    private Classification(List<FailureClassifier> classifiers, BuiltInClassifier builtIn) {
        this.classifiers = classifiers;
        this.builtIn = builtIn;
    }

    /**
     * Puts the classifiers of one route together.
     *
     * @param own asked first, in this order
     * @param rules asked next, in this order
     * @param clock for a Retry-After that is a date
     */
    public static Classification of(List<FailureClassifier> own, List<ClassifyRule> rules, InstantSource clock) {
        List<FailureClassifier> classifiers = new ArrayList<>(own);
        rules.forEach(rule -> classifiers.add(new RuleClassifier(rule, clock)));
        return new Classification(List.copyOf(classifiers), new BuiltInClassifier(clock));
    }

    /**
     * The failure that an observation means. Never empty-handed: the built-in classifier knows them all. What the provider
     * says is taken on without the provider's keys: it goes into logs, stories and what the client is told.
     */
    public Failure judge(Step step, Observation seen) {
        Observation shown = seen;
        for (ApiKey key : step.target().provider().secrets()) {
            shown = without(key, shown);
        }
        return judgeShown(step, shown);
    }

    private static Observation without(ApiKey key, Observation seen) {
        return switch (seen) {
            case Observation.Refused answer ->
                new Observation.Refused(answer.status(), answer.headers(), key.removedFrom(answer.body()));
            case Observation.ErrorEvent event -> new Observation.ErrorEvent(key.removedFrom(event.error()));
            case Observation.Lost lost -> lost;
            case Observation.Quiet quiet -> quiet;
            case Observation.Untrue untrue -> untrue;
            case Observation.Unaligned unaligned -> unaligned;
        };
    }

    private Failure judgeShown(Step step, Observation seen) {
        for (FailureClassifier classifier : classifiers) {
            Optional<Failure> failure = classifier.classify(step, seen);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        return builtIn.judge(step, seen);
    }
}
