package dev.baton.simulation;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Head;
import dev.baton.answer.Part;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import dev.baton.resilience.Memory;
import dev.baton.resilience.Permit;
import dev.baton.route.RoutePolicy;
import dev.baton.route.RoutePolicy.Breaker;
import dev.baton.route.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

/** What must not happen, and how the promise that it breaks is told. */
enum Wrong {
    A_TEXT_IS_LOST("P1: ", answer -> answer.filter(event -> !says(event, "e"))),
    A_TEXT_IS_DOUBLED(
            "P1: ",
            answer -> answer.concatMapIterable(event -> says(event, "e") ? List.of(event, event) : List.of(event), 1)),
    TEXTS_ARE_SWAPPED("P1: ", answer -> answer.buffer(2).concatMapIterable(List::reversed, 1)),
    THE_FINISH_IS_LOST("P1: ", answer -> answer.filter(event -> !event.has(Part.Finish.class))),
    USAGE_IS_LOST("P1: ", answer -> answer.filter(event -> !event.has(Part.Usage.class))),
    A_FAILURE_IS_TAKEN_FOR_AN_END("P2: ", answer -> answer.onErrorComplete()),
    A_FAILURE_HAS_A_FINISH(
            "P3: ", answer -> answer.onErrorResume(error -> Flux.just(finish()).concatWith(Flux.error(error)))),
    A_FAILURE_IS_NOT_OURS("P3: ", answer -> answer.onErrorMap(error -> new IllegalStateException("it failed"))),
    A_FAILURE_LOSES_ITS_CAUSE("P3: ", answer -> answer.onErrorMap(error -> AnswerFailed.late(List.of()))),
    EVERYTHING_IS_HELD_BACK("P4: ", answer -> answer.collectList().flatMapIterable(all -> all)),
    DEMAND_IS_IGNORED("P5: ", answer -> answer.onBackpressureBuffer()),
    THE_CLIENT_CANNOT_LEAVE(
            "P6: ", answer -> Flux.create(sink -> answer.subscribe(sink::next, sink::error, sink::complete))),

    A_WISH_TO_BE_LEFT_ALONE_IS_IGNORED("too many seams", Defect.inThePolicy(Wrong::resuming)),
    THE_BREAKER_NEVER_OPENS(
            "asked although it is OPEN", Defect.inThePolicy(policy -> with(policy, off(policy.breaker())))),
    THE_BREAKER_OPENS_TOO_SOON(
            "not the next in order",
            Defect.inThePolicy(
                    policy -> with(policy, breaker(policy, 1, policy.breaker().openMax())))),
    NOBODY_TRIES_WHO_HAS_RECOVERED(
            "not the next in order", Defect.inThePolicy(policy -> with(policy, staysOpen(policy.breaker())))),
    TWO_TRY_AT_A_TIME(
            "asked although it is BEING_TRIED",
            Defect.inThePolicy(policy -> with(
                    policy,
                    breaker(
                            policy,
                            policy.breaker().failures(),
                            policy.breaker().open())))),
    A_CLIENT_THAT_LEAVES_COUNTS_AS_A_FAILURE("not the next in order", Defect.inTheMemory(Wrong::blameForLeaving)),
    A_FAULT_OF_THE_CALLER_COUNTS_AS_ONE("not the next in order", Defect.inTheMemory(Wrong::blameForTheCaller)),
    A_PAUSE_IS_FORGOTTEN("asked although it is PARKED", Defect.inTheMemory(Wrong::forgetAtEachCall)),
    NO_CALLS_ARE_COUNTED("asked although it is FULL", Defect.inTheMemory(Wrong::forgetTheLimit)),
    REPEATS_ARE_NOT_COUNTED("more is repeated than the budget allows", Defect.inTheMemory(Wrong::forgetAtEachCall));

    private static final Duration FOR_LONG = Duration.ofMinutes(10);

    private final String promise;
    private final Defect defect;

    Wrong(String promise, UnaryOperator<Flux<AnswerEvent>> answer) {
        this(promise, Defect.inAnswers(answer));
    }

    Wrong(String promise, Defect defect) {
        this.promise = promise;
        this.defect = defect;
    }

    String promise() {
        return promise;
    }

    Defect defect() {
        return defect;
    }

    private static boolean says(AnswerEvent event, String letter) {
        return event.parts().stream()
                .anyMatch(part -> part instanceof Part.Text said && said.text().startsWith(letter));
    }

    private static AnswerEvent finish() {
        return AnswerEvent.of(Head.NONE, List.of(new Part.Finish(0, FinishReason.STOP)));
    }

    private static RoutePolicy resuming(RoutePolicy policy) {
        return with(policy, RoutePolicy.Resume.DEFAULT, policy.breaker());
    }

    private static RoutePolicy with(RoutePolicy policy, Breaker breaker) {
        return with(policy, policy.resume(), breaker);
    }

    private static RoutePolicy with(RoutePolicy policy, RoutePolicy.Resume resume, Breaker breaker) {
        return new RoutePolicy(
                policy.timeouts(),
                policy.keepAlive(),
                policy.retry(),
                resume,
                breaker,
                policy.hedge(),
                policy.toolCalls(),
                policy.classify());
    }

    private static Breaker breaker(RoutePolicy policy, int failures, Duration openMax) {
        Breaker right = policy.breaker();
        return new Breaker(right.enabled(), failures, right.window(), right.open(), openMax);
    }

    private static Breaker off(Breaker right) {
        return new Breaker(false, right.failures(), right.window(), right.open(), right.openMax());
    }

    private static Breaker staysOpen(Breaker right) {
        return new Breaker(right.enabled(), right.failures(), right.window(), FOR_LONG, FOR_LONG);
    }

    private static void blameForLeaving(Memory memory, Happening happening) {
        if (happening instanceof Happening.Over over && over.answer().end() == SignalType.CANCEL) {
            blame(memory, over.answer().calls().getLast(), happening.at());
        }
    }

    private static void blameForTheCaller(Memory memory, Happening happening) {
        if (happening instanceof Happening.Broke broke && broke.failure() instanceof Failure.CallerFault) {
            blame(memory, broke.call(), happening.at());
        }
    }

    private static void blame(Memory memory, SimulatedCall call, long now) {
        Target target = call.asked().target();
        Permit permit =
                memory.health().ask(target, call.asked().answer().policy().breaker(), false, now);
        if (permit != null) {
            permit.failed(new Failure.Unavailable(target, "blamed for another"), now);
        }
    }

    private static void forgetAtEachCall(Memory memory, Happening happening) {
        if (happening instanceof Happening.Asked) {
            memory.forget();
        }
    }

    private static void forgetTheLimit(Memory memory, Happening happening) {
        if (happening instanceof Happening.Came came) {
            memory.health().configure(came.answer().targets(), Integer.MAX_VALUE);
        }
    }
}
