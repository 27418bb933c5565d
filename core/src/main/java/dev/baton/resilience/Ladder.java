package dev.baton.resilience;

import dev.baton.answer.Transcript;
import dev.baton.route.Continuation;
import dev.baton.route.RoutePolicy.Rung;
import dev.baton.route.Target;
import dev.baton.route.ThinkingSwitch;
import dev.baton.splice.Alignment;
import dev.baton.splice.Anchor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The ways in which targets can take up an answer of which the client has a part.
 *
 * @param rungs in the order in which they are tried
 * @param refusesPrefill whether a target is known not to continue an answer although it should
 */
record Ladder(List<Rung> rungs, RequestTraits traits, Predicate<Target> refusesPrefill) {

    /**
     * The steps that are open, rung by rung: all targets that can stand on the first one, in their order, before anybody is
     * asked to stand on the next. A text of nothing but white space, or none, is begun anew by everybody.
     */
    List<Step> climb(Collection<Target> targets, Transcript transcript) {
        return transcript.text().isBlank()
                ? targets.stream()
                        .map(target -> new Step(target, Opening.RESTART))
                        .toList()
                : rungs.stream()
                        .flatMap(rung -> targets.stream().flatMap(target -> step(rung, target, transcript).stream()))
                        .toList();
    }

    private Optional<Step> step(Rung rung, Target target, Transcript transcript) {
        return switch (rung) {
            case PREFILL -> prefill(target, transcript);
            case REPLAY -> Optional.of(new Step(target, Opening.REPLAY)).filter(step -> mayReplay(transcript));
            case ANCHOR -> Optional.of(new Step(target, Opening.ANCHOR)).filter(step -> mayAnchor(transcript));
        };
    }

    private Optional<Step> prefill(Target target, Transcript transcript) {
        ThinkingSwitch thinking = target.thinkingSwitch();
        // Behind thoughts a model that thinks would think again, and take the text for what it thinks about.
        boolean canGoOn = traits.prefillable()
                && target.continuation() != Continuation.NONE
                && !(transcript.hasReasoning() && thinking == ThinkingSwitch.NONE)
                && !refusesPrefill.test(target);
        boolean off = transcript.hasReasoning() || thinking.isNeededAlways();
        return canGoOn ? Optional.of(new Step(target, Opening.PREFILL, off)) : Optional.empty();
    }

    /** Where hardly anything was said, even a request that does not repeat itself may well begin the same once more. */
    private boolean mayReplay(Transcript transcript) {
        return traits.deterministic() || Alignment.beginsManyAnswers(transcript.text());
    }

    private boolean mayAnchor(Transcript transcript) {
        return traits.prefillable() && Anchor.of(transcript.text()).isPresent();
    }
}
