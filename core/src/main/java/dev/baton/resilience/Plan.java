package dev.baton.resilience;

import dev.baton.answer.Part;
import dev.baton.answer.Transcript;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    private final List<PassedOver> passedOver;

    /** What holds for the whole answer. */
    private record Rules(
            RoutePolicy policy, RequestTraits traits, List<Target> targets, Outlook outlook, RandomGenerator random) {

        List<Step> climb(List<Target> candidates, Transcript transcript) {
            return new Ladder(policy.resume().ladder(), traits, outlook::refusesPrefill).climb(candidates, transcript);
        }

        boolean isOut(Target target) {
            return outlook.standing(target).isOut();
        }

        boolean isOnProbation(Target target) {
            return outlook.standing(target).kind() == Standing.Kind.PROBE;
        }

        List<PassedOver> passedOver(List<Step> steps) {
            return steps.stream()
                    .map(Step::target)
                    .distinct()
                    .map(target -> new PassedOver(target, outlook.standing(target)))
                    .filter(left -> left.standing().isOut())
                    .toList();
        }
    }

    private Plan(Rules rules, Progress progress, List<Step> steps, List<PassedOver> passedOver) {
        this.rules = rules;
        this.progress = progress;
        this.steps = steps;
        this.passedOver = passedOver;
    }

    /**
     * How a new answer begins: with the first target that may be asked, or not at all.
     *
     * @param targets in the order in which they are tried, never empty
     * @param outlook what is known of them, looked at with every decision
     * @param random for the jitter of a retry
     */
    public static Decision begin(
            List<Target> targets, RoutePolicy policy, RequestTraits traits, Outlook outlook, RandomGenerator random) {
        Rules rules = new Rules(policy, traits, List.copyOf(targets), outlook, random);
        List<Step> steps = targets.stream()
                .map(target -> new Step(target, Opening.RESTART))
                .toList();
        return new Plan(rules, Progress.NONE, steps, List.of()).choose(steps);
    }

    /** The attempt to make now. */
    public Step step() {
        return steps.getFirst();
    }

    /** Who would have been asked before this step, and is not to be asked now. */
    public List<PassedOver> passedOver() {
        return passedOver;
    }

    /** Whether no other target could take over from this step, as it looks now: then it is worth waiting for. */
    public boolean isLastCandidate() {
        return progress.calls() + 1 >= CALLS_PER_OPENING
                || following(step().target()).stream()
                        .allMatch(step ->
                                rules.outlook.standing(step.target()).outFor().isPositive());
    }

    /** What to do when the target of the step under way was not to be asked after all: another answer was faster. */
    public Decision passOver() {
        return choose(following(step().target()));
    }

    /** How long the step under way may keep the client waiting before another call is made beside it; empty for without end. */
    public Optional<Duration> patience() {
        RoutePolicy.Hedge hedge = rules.policy.hedge();
        return mayHedge()
                ? Optional.ofNullable(hedge.after() == null ? rules.outlook.usualWait(step().target()) : hedge.after())
                : Optional.empty();
    }

    /**
     * The call to make beside the step under way: to the first other target that is well, from the beginning. Empty where there
     * is none, or no call is left to this opening. Whichever plan of the two is the last to run decides about both.
     */
    public Optional<Plan> hedge() {
        List<Step> others = mayHedge() ? following(step().target()) : List.of();
        return others.stream()
                .filter(step -> rules.outlook.standing(step.target()).kind() == Standing.Kind.READY)
                .findFirst()
                .map(step -> new Plan(rules, progress, startingWith(step, others), List.of()));
    }

    /** At a seam a second call would have to be joined as well, and what it is paid for has been delivered. */
    private boolean mayHedge() {
        return rules.policy.hedge().enabled()
                && progress.seams() == 0
                && progress.calls() + 2 <= CALLS_PER_OPENING
                && !following(step().target()).isEmpty();
    }

    /** This plan, when the call beside its own has failed. */
    public Plan alone(Failure beside) {
        return new Plan(rules, progress.failed(beside, false), following(beside.target()), passedOver);
    }

    /** How often the answer has changed hands. */
    int seams() {
        return progress.seams();
    }

    /**
     * What to do about the failure of the step under way, given what the client has and how it stands with the targets. Pure, but
     * for the jitter.
     */
    public Decision after(Failure failure, Transcript transcript) {
        if (transcript.usefulEvents() > progress.mark()) {
            return resume(failure, transcript);
        }
        Plan failed = with(progress.failed(failure, false));
        return transcript.isEmpty() ? failed.reopen(failure) : failed.reseam(failure);
    }

    /** The step under way delivered something and broke: a new seam, if the answer may have one and needs it. */
    private Decision resume(Failure failure, Transcript transcript) {
        Progress broken = progress.failed(failure, true);
        boolean allowed = mayResume(failure, transcript);
        Optional<Part.Finish> end = allowed ? rules.traits.terms().endOf(transcript.text()) : Optional.empty();
        return end.<Decision>map(Decision.Complete::new)
                .orElseGet(() -> with(broken.atSeam(transcript.usefulEvents()))
                        .choose(allowed ? continuing(broken, transcript) : List.of()));
    }

    private boolean mayResume(Failure failure, Transcript transcript) {
        return rules.policy.resume().enabled()
                && rules.traits.continuable()
                && transcript.isContinuable()
                // Behind something delivered it means a whole that is not what was asked for: no cure.
                && !(failure instanceof Failure.SeamFailed);
    }

    /** Nothing has been delivered: the same target when that is worth it, else the next one from the beginning. */
    private Decision reopen(Failure failure) {
        return switch (failure) {
            case Failure.CallerFault fault when isInItsOwnWords(fault.target()) -> giveUp(fault);
            case Failure.ContentPolicy refused -> giveUp(refused);
            case Failure.ContextLength ignored
            when hasFailedSoBefore() -> giveUp(failures().getFirst());
            case Failure.RateLimited limited when worthWaiting(limited) -> retry(limited.pause(), onward(failure));
            case Failure.Transient ignored when mayRepeat() -> retry(backoff(), onward(failure));
            default -> next(failure);
        };
    }

    /** A continuing step failed before it added anything: the next way of continuing, or the next target. */
    private Decision reseam(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited limited when worthWaiting(limited) -> retry(limited.pause(), onward(failure));
            case Failure.Transient ignored when mayRepeat() -> retry(backoff(), onward(failure));
            case Failure.PrefillRefused ignored -> choose(steps.subList(1, steps.size()));
            case Failure.SeamFailed ignored -> choose(steps.subList(1, steps.size()));
            // The first target took this request, so what is refused here is the continuation, not the caller.
            case Failure.CallerFault ignored -> choose(steps.subList(1, steps.size()));
            default -> next(failure);
        };
    }

    /** The next target; the same once more where that is the only one left. */
    private Decision next(Failure failure) {
        Decision onward = onward(failure);
        return onward instanceof Decision.GiveUp && mayRepeat() && failure.mayHeal()
                ? retry(backoff(), onward)
                : onward;
    }

    private Decision onward(Failure failure) {
        return choose(following(failure.target()));
    }

    /** The first of these steps that may be taken now. The others come last, since they may be taken later. */
    private Decision choose(List<Step> following) {
        List<Step> left = following.stream().filter(this::isPossible).toList();
        List<Step> open = new ArrayList<>(open(left));
        if (open.isEmpty() || progress.calls() >= CALLS_PER_OPENING) {
            return giveUp(left);
        }
        Step first = open.getFirst();
        List<PassedOver> before = rules.passedOver(left.subList(0, left.indexOf(first)));
        left.stream().filter(step -> !open.contains(step)).forEach(open::add);
        Plan plan = new Plan(rules, progress, List.copyOf(open), before);
        return first.opening() == Opening.RESTART ? new Decision.Restart(plan) : new Decision.Continue(plan);
    }

    /**
     * Whose target may be asked now. An answer that is half told is no place to find out whether somebody has recovered: at a
     * seam such targets come last.
     */
    private List<Step> open(List<Step> left) {
        List<Step> open =
                left.stream().filter(step -> !rules.isOut(step.target())).toList();
        if (progress.seams() == 0) {
            return open;
        }
        Map<Boolean, List<Step>> onProbation =
                open.stream().collect(Collectors.partitioningBy(step -> rules.isOnProbation(step.target())));
        return Stream.of(false, true)
                .map(onProbation::get)
                .flatMap(List::stream)
                .toList();
    }

    /** Not before the target may be asked again, which {@link #mayRepeat} has found to be soon. */
    private Decision retry(Duration delay, Decision otherwise) {
        Duration pause = rules.outlook.standing(step().target()).outFor();
        return new Decision.Retry(with(progress.repeating()), longer(delay, pause), otherwise);
    }

    private Decision giveUp(List<Step> left) {
        return new Decision.GiveUp(cause(), failures(), rules.passedOver(left), soonest());
    }

    /**
     * The first failure, unless it speaks of the request's translation alone and another one does not. A request that cannot even be
     * read to be translated is at fault itself, as long as nobody has begun to answer it.
     */
    private @Nullable Failure cause() {
        return first(failure -> progress.seams() == 0 && isOfTheRequest(failure))
                .or(() -> first(failure -> !isOfTheTranslation(failure)))
                .or(() -> first(failure -> !(failure instanceof Failure.Unfit)))
                .or(() -> first(failure -> true))
                .orElse(null);
    }

    private static boolean isOfTheRequest(Failure failure) {
        return failure instanceof Failure.Unfit unfit && unfit.isOfTheRequest();
    }

    private boolean isOfTheTranslation(Failure failure) {
        return failure instanceof Failure.Unfit
                || (failure instanceof Failure.CallerFault fault && !isInItsOwnWords(fault.target()));
    }

    private Optional<Failure> first(Predicate<Failure> kind) {
        return failures().stream().filter(kind).findFirst();
    }

    /** The request is at fault: nobody else is asked. */
    private Decision giveUp(Failure cause) {
        return new Decision.GiveUp(cause, failures(), List.of(), null);
    }

    /** Until the first of all targets may be asked, those left out that are lost; null when all are. */
    private @Nullable Duration soonest() {
        return rules.targets.stream()
                .filter(target -> !progress.isLost(target))
                .map(target -> longer(rules.outlook.standing(target).outFor(), progress.pauseOf(target)))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Plan with(Progress changed) {
        return new Plan(rules, changed, steps, List.of());
    }

    private List<Failure> failures() {
        return progress.failures();
    }

    private static List<Step> startingWith(Step first, List<Step> steps) {
        return Stream.concat(Stream.of(first), steps.stream().filter(step -> !step.equals(first)))
                .toList();
    }

    private List<Step> following(Target target) {
        return steps.stream().filter(step -> !step.target().equals(target)).toList();
    }

    /** Everything that may be tried: of targets that have not been asked yet before those that broke off. */
    private List<Step> continuing(Progress broken, Transcript transcript) {
        if (broken.seams() >= rules.policy.resume().maxSeams()) {
            return List.of();
        }
        List<Target> untried = rules.targets.stream()
                .filter(target -> !broken.tried().contains(target))
                .toList();
        return Stream.of(untried, List.copyOf(broken.narrators()))
                .flatMap(targets -> rules.climb(targets, transcript).stream())
                .toList();
    }

    /** Looked at again with every choice: another answer may have learned of a refusal since this opening began. */
    private boolean isPossible(Step step) {
        return step.opening() != Opening.PREFILL || !rules.outlook.refusesPrefill(step.target());
    }

    /** What a target says of a translated request may be true of the translation alone: then the next one is asked. */
    private boolean isInItsOwnWords(Target target) {
        return rules.traits.dialect() == target.provider().protocol().dialect();
    }

    private boolean mayRepeat() {
        return progress.repeats() < rules.policy.retry().sameTarget()
                && progress.calls() < CALLS_PER_OPENING
                && mayBeWaitedFor(rules.outlook.standing(step().target()));
    }

    /** A short pause ends well; whether a target that is left out after failures has recovered by then, nobody knows. */
    private boolean mayBeWaitedFor(Standing standing) {
        return !standing.isOut() || (standing.kind() == Standing.Kind.PARKED && isShort(standing.outFor()));
    }

    private boolean worthWaiting(Failure.RateLimited limited) {
        Duration wait = limited.retryAfter();
        return wait != null && isShort(wait) && mayRepeat();
    }

    private boolean isShort(Duration wait) {
        return wait.compareTo(rules.policy.retry().maxWait()) <= 0;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private boolean hasFailedSoBefore() {
        return failures().stream()
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
