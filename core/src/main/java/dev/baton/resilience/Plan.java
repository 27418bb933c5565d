package dev.baton.resilience;

import dev.baton.answer.Transcript;
import dev.baton.route.Continuation;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The attempts still open to one answer: the step under way and those that may follow it. Immutable; every decision leaves
 * fewer, so an answer always ends.
 *
 * <p>An <em>opening</em> is the beginning of an answer, or a seam. At most {@value #CALLS_PER_OPENING} calls are made in
 * each. The transcript alone says whether the answer may start again: nothing delivered, and the next target starts it;
 * something delivered, and only a step that goes on from there may follow (after mere blanks or thoughts: one that begins).
 */
public final class Plan {

    private static final int CALLS_PER_OPENING = 3;

    private final Rules rules;
    private final Progress progress;
    private final List<Step> steps;

    /** What holds for the whole answer. */
    private record Rules(
            RoutePolicy policy,
            RequestTraits traits,
            List<Target> targets,
            Predicate<Target> refusesPrefill,
            RandomGenerator random) {}

    /**
     * How far it has come.
     *
     * @param mark useful events delivered when this opening began
     * @param calls made in this opening, the one under way included
     * @param repeats of a target within this opening
     * @param tried targets asked so far, the one under way included
     * @param narrators targets that delivered a part of the answer and then broke: one of them may go on when nobody else
     *     is left
     */
    private record Progress(
            long mark,
            int calls,
            int repeats,
            int seams,
            Set<Target> tried,
            Set<Target> narrators,
            List<Failure> failures) {

        Progress calling(Step step) {
            return new Progress(mark, calls + 1, repeats, seams, with(tried, step.target()), narrators, failures);
        }

        Progress repeating() {
            return new Progress(mark, calls + 1, repeats + 1, seams, tried, narrators, failures);
        }

        Progress atSeam(long delivered) {
            return new Progress(delivered, 0, 0, seams + 1, tried, narrators, failures);
        }

        /** A target that went silent, refused or is of no use any more does not go on, whatever it delivered before. */
        Progress failed(Failure failure, boolean delivered) {
            Target target = failure.target();
            boolean mayGoOn =
                    delivered ? mayHeal(failure) : failure instanceof Failure.Interrupted && narrators.contains(target);
            List<Failure> all = new ArrayList<>(failures);
            all.add(failure);
            Set<Target> left = mayGoOn ? with(narrators, target) : without(narrators, target);
            return new Progress(mark, calls, repeats, seams, tried, left, List.copyOf(all));
        }

        private static Set<Target> with(Set<Target> targets, Target another) {
            Set<Target> all = new LinkedHashSet<>(targets);
            all.add(another);
            return all;
        }

        private static Set<Target> without(Set<Target> targets, Target one) {
            Set<Target> rest = new LinkedHashSet<>(targets);
            rest.remove(one);
            return rest;
        }
    }

    private Plan(Rules rules, Progress progress, List<Step> steps) {
        this.rules = rules;
        this.progress = progress;
        this.steps = steps;
    }

    /**
     * The plan for a new answer.
     *
     * @param targets in the order in which they are tried, never empty
     * @param refusesPrefill whether a target is known, when a seam comes, not to continue an answer although it should
     * @param random for the jitter of a retry
     */
    public static Plan of(
            List<Target> targets,
            RoutePolicy policy,
            RequestTraits traits,
            Predicate<Target> refusesPrefill,
            RandomGenerator random) {
        Rules rules = new Rules(policy, traits, List.copyOf(targets), refusesPrefill, random);
        List<Step> steps = targets.stream()
                .map(target -> new Step(target, Opening.RESTART))
                .toList();
        Progress start = new Progress(0, 0, 0, 0, Set.of(), Set.of(), List.of());
        return new Plan(rules, start.calling(steps.getFirst()), steps);
    }

    /** The attempt to make now. */
    public Step step() {
        return steps.getFirst();
    }

    /** Whether no other target could take over from this step: then it is worth waiting for. */
    public boolean isLastCandidate() {
        return progress.calls >= CALLS_PER_OPENING || following(step().target()).isEmpty();
    }

    /** How often the answer has changed hands. */
    int seams() {
        return progress.seams;
    }

    /** What to do about the failure of the step under way, given what the client has. Pure, but for the jitter. */
    public Decision after(Failure failure, Transcript transcript) {
        if (transcript.usefulEvents() > progress.mark) {
            return resume(failure, transcript);
        }
        Plan failed = new Plan(rules, progress.failed(failure, false), steps);
        return transcript.isEmpty() ? failed.reopen(failure) : failed.reseam(failure);
    }

    /** The step under way delivered something and broke: a new seam, if the answer may have one. */
    private Decision resume(Failure failure, Transcript transcript) {
        Progress broken = progress.failed(failure, true);
        boolean allowed = rules.policy.resume().enabled()
                && rules.traits.continuable()
                && transcript.isContinuable()
                && broken.seams < rules.policy.resume().maxSeams();
        List<Step> open = allowed ? continuing(broken, transcript) : List.of();
        if (open.isEmpty()) {
            return new Decision.GiveUp(broken.failures.getFirst(), broken.failures);
        }
        return proceed(broken.atSeam(transcript.usefulEvents()), open);
    }

    /** Nothing has been delivered: the same target when that is worth it, else the next one from the beginning. */
    private Decision reopen(Failure failure) {
        return switch (failure) {
            case Failure.CallerFault fault -> giveUp(fault);
            case Failure.ContentPolicy refused -> giveUp(refused);
            case Failure.ContextLength ignored when hasFailedSoBefore() -> giveUp();
            case Failure.RateLimited limited when worthWaiting(limited) -> retry(waitOf(limited));
            case Failure.Transient ignored when mayRepeat() -> retry(backoff());
            default -> next(failure, false);
        };
    }

    /** A continuing step failed before it added anything: the next way of continuing, or the next target. */
    private Decision reseam(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited limited when worthWaiting(limited) -> retry(waitOf(limited));
            case Failure.Transient ignored when mayRepeat() -> retry(backoff());
            case Failure.PrefillRefused ignored -> next(failure, true);
            case Failure.SeamFailed ignored -> next(failure, true);
            // The first target took this request, so what is refused here is the continuation, not the caller.
            case Failure.CallerFault ignored -> next(failure, true);
            default -> next(failure, false);
        };
    }

    private Decision next(Failure failure, boolean sameTargetToo) {
        List<Step> left = sameTargetToo ? steps.subList(1, steps.size()) : following(failure.target());
        if (progress.calls >= CALLS_PER_OPENING) {
            return giveUp();
        }
        if (left.isEmpty()) {
            return mayRepeat() && mayHeal(failure) ? retry(backoff()) : giveUp();
        }
        return proceed(progress, left);
    }

    private Decision proceed(Progress sofar, List<Step> open) {
        Step first = open.getFirst();
        Plan plan = new Plan(rules, sofar.calling(first), List.copyOf(open));
        return first.opening() == Opening.RESTART ? new Decision.Restart(plan) : new Decision.Continue(plan);
    }

    private Decision retry(Duration delay) {
        return new Decision.Retry(new Plan(rules, progress.repeating(), steps), delay);
    }

    private Decision giveUp() {
        return giveUp(progress.failures.getFirst());
    }

    private Decision giveUp(Failure cause) {
        return new Decision.GiveUp(cause, progress.failures);
    }

    private List<Step> following(Target target) {
        return steps.stream().filter(step -> !step.target().equals(target)).toList();
    }

    /** Every target that may go on, untried ones first, each with the rungs of the ladder that it can stand on. */
    private List<Step> continuing(Progress broken, Transcript transcript) {
        List<Target> candidates = new ArrayList<>();
        rules.targets.stream().filter(target -> !broken.tried.contains(target)).forEach(candidates::add);
        candidates.addAll(broken.narrators);
        return candidates.stream()
                .flatMap(target -> openings(target, transcript).stream().map(opening -> new Step(target, opening)))
                .toList();
    }

    private List<Opening> openings(Target target, Transcript transcript) {
        if (transcript.text().isBlank()) {
            return List.of(Opening.RESTART);
        }
        List<Opening> openings = new ArrayList<>();
        for (RoutePolicy.Rung rung : rules.policy.resume().ladder()) {
            switch (rung) {
                case PREFILL -> {
                    if (mayPrefill(target)) {
                        openings.add(Opening.PREFILL);
                    }
                }
                case REPLAY -> {
                    if (rules.traits.deterministic()) {
                        openings.add(Opening.REPLAY);
                    }
                }
            }
        }
        return openings;
    }

    private boolean mayPrefill(Target target) {
        return rules.traits.prefillable()
                && target.continuation() != Continuation.NONE
                && !rules.refusesPrefill.test(target);
    }

    private boolean mayRepeat() {
        return progress.repeats < rules.policy.retry().sameTarget() && progress.calls < CALLS_PER_OPENING;
    }

    private boolean worthWaiting(Failure.RateLimited limited) {
        Duration wait = limited.retryAfter();
        return wait != null
                && mayRepeat()
                && wait.compareTo(rules.policy.retry().maxWait()) <= 0;
    }

    private static Duration waitOf(Failure.RateLimited limited) {
        Duration wait = limited.retryAfter();
        return wait == null ? Duration.ZERO : wait;
    }

    /** Whether asking the same target once more may help. */
    private static boolean mayHeal(Failure failure) {
        return switch (failure) {
            case Failure.Transient ignored -> true;
            case Failure.Unavailable ignored -> true;
            case Failure.Interrupted ignored -> true;
            case Failure.RateLimited limited -> limited.retryAfter() == null;
            case Failure.Silent ignored -> false;
            case Failure.QuotaExhausted ignored -> false;
            case Failure.CredentialRefused ignored -> false;
            case Failure.ModelGone ignored -> false;
            case Failure.CallerFault ignored -> false;
            case Failure.ContextLength ignored -> false;
            case Failure.ContentPolicy ignored -> false;
            case Failure.PrefillRefused ignored -> false;
            case Failure.SeamFailed ignored -> false;
        };
    }

    private boolean hasFailedSoBefore() {
        return progress.failures.stream()
                        .filter(Failure.ContextLength.class::isInstance)
                        .count()
                > 1;
    }

    /** The configured delay, jittered by half, so that many answers that broke together do not come back together. */
    private Duration backoff() {
        long nanos = rules.policy.retry().backoff().toNanos();
        return Duration.ofNanos(nanos / 2 + (nanos > 1 ? rules.random.nextLong(nanos) : 0));
    }

    @Override
    public String toString() {
        return "Plan" + steps;
    }
}
