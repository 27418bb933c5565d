package dev.baton.relay;

import dev.baton.answer.FinishReason;
import dev.baton.answer.Transcript;
import dev.baton.resilience.Failure;
import dev.baton.resilience.HealthChange;
import dev.baton.resilience.Opening;
import dev.baton.resilience.PassedOver;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one answer: attempts, failures, seams and the end, with times. The relay tells it, moment by moment, and
 * ends it exactly once; logs, headers and traces are written from it. Used by one thread at a time.
 */
public final class Story {

    private final String requestId;
    private final String model;
    private final Time time;
    private final long began;
    private final StoryListener listener;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Moment.Share> shares = new ArrayList<>(1);
    private int attempts;
    private long eventsBefore;
    private @Nullable Step answering;
    private @Nullable Target opener;
    private List<String> droppedByOpener = List.of();
    private boolean ended;

    /**
     * Begins a story.
     *
     * @param requestId the name of the request for people
     * @param model what the client asked for
     * @param listener hears each moment as it is told
     */
    public Story(String requestId, String model, Time time, StoryListener listener) {
        this.requestId = requestId;
        this.model = model;
        this.time = time;
        this.began = time.nanos().getAsLong();
        this.listener = listener;
    }

    public String requestId() {
        return requestId;
    }

    public String model() {
        return model;
    }

    /** The moments so far, in order. */
    public List<Moment> moments() {
        return Collections.unmodifiableList(moments);
    }

    /** The failures so far, in order: the first is the cause of whatever followed. */
    public List<Failure> failures() {
        return moments.stream()
                .map(moment -> switch (moment) {
                    case Moment.Broke broke -> broke.failure();
                    case Moment.Unfit unfit -> unfit.failure();
                    default -> null;
                })
                .filter(Objects::nonNull)
                .toList();
    }

    /** How many calls were made so far. */
    public int attempts() {
        return attempts;
    }

    /** Who delivered the first useful event, null for as long as nobody has. */
    public @Nullable Target opener() {
        return opener;
    }

    /** What the target that gave the first token was not told of the request, as the client calls it. */
    public List<String> droppedByOpener() {
        return droppedByOpener;
    }

    void asked(Step step, List<String> dropped, Transcript transcript) {
        attempts++;
        answering = null;
        eventsBefore = transcript.usefulEvents();
        tell(
                step.opening() == Opening.RESTART
                        ? new Moment.Asked(now(), attempts, step, dropped)
                        : new Moment.Seam(now(), attempts, step, transcript.characters(), dropped));
    }

    void unfit(Failure.Unfit failure) {
        tell(new Moment.Unfit(now(), failure));
    }

    /** @param late who keeps the client waiting, and is asked all the same */
    void hedged(Step step, List<String> dropped, Target late) {
        attempts++;
        tell(new Moment.Hedged(now(), attempts, step, dropped, late));
    }

    void outrun(Target target) {
        tell(new Moment.Outrun(now(), attemptAt(target), target));
    }

    /** Notes who is answering, with the first event of an attempt: none leaves before the first useful one. */
    void delivered(Step step) {
        if (answering == null) {
            answering = step;
            if (opener == null) {
                opener = step.target();
                droppedByOpener =
                        lastCall(step.target()).map(Moment.Began::dropped).orElse(List.of());
            }
            tell(new Moment.Answering(now(), attemptAt(step.target()), step));
        }
    }

    void broke(Failure failure, Transcript transcript) {
        share(failure.target(), transcript);
        answering = null;
        tell(new Moment.Broke(now(), attemptAt(failure.target()), failure, transcript.usefulEvents() - eventsBefore));
    }

    void skipped(List<PassedOver> targets) {
        targets.forEach(target -> tell(new Moment.Skipped(now(), target)));
    }

    /** @param change null for none */
    void health(@Nullable HealthChange change) {
        if (change != null) {
            tell(new Moment.HealthChanged(now(), change));
        }
    }

    void learnedRefusal(Target target, Duration remembered) {
        tell(new Moment.LearnedRefusal(now(), target, remembered));
    }

    void settled(FinishReason reason) {
        tell(new Moment.Settled(now(), reason));
    }

    void waiting(Duration delay) {
        tell(new Moment.Waiting(now(), delay));
    }

    void ended(Moment.Outcome outcome, Transcript transcript) {
        if (!ended) {
            ended = true;
            if (answering != null) {
                share(answering.target(), transcript);
            }
            tell(new Moment.Ended(
                    now(), outcome, transcript.usefulEvents(), transcript.characters(), List.copyOf(shares)));
        }
    }

    private void share(Target target, Transcript transcript) {
        if (transcript.usefulEvents() > eventsBefore) {
            shares.add(new Moment.Share(target, eventsBefore + 1, transcript.usefulEvents()));
        }
    }

    private int attemptAt(Target target) {
        return lastCall(target).map(Moment.Began::attempt).orElse(attempts);
    }

    /** The last call to a target: of two at a time each has its own. */
    private Optional<Moment.Began> lastCall(Target target) {
        return moments.reversed().stream()
                .filter(Moment.Began.class::isInstance)
                .map(Moment.Began.class::cast)
                .filter(began -> began.step().target().equals(target))
                .findFirst();
    }

    private void tell(Moment moment) {
        moments.add(moment);
        listener.told(this, moment);
    }

    private Duration now() {
        return Duration.ofNanos(time.nanos().getAsLong() - began);
    }
}
