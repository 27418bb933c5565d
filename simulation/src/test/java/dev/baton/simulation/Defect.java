package dev.baton.simulation;

import dev.baton.answer.AnswerEvent;
import dev.baton.resilience.Memory;
import dev.baton.route.RoutePolicy;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;

/**
 * What is wrong with a world, to see that it is found out.
 *
 * @param answer what is done to every answer behind the relay
 * @param policy what the relay is told in place of the policy that holds
 * @param memory what is done to the memory of a relay whenever something has happened
 */
record Defect(
        UnaryOperator<Flux<AnswerEvent>> answer,
        UnaryOperator<RoutePolicy> policy,
        BiConsumer<Memory, Happening> memory) {

    /** The product as it is. */
    static final Defect NONE =
            new Defect(UnaryOperator.identity(), UnaryOperator.identity(), (memory, happening) -> {});

    static Defect inAnswers(UnaryOperator<Flux<AnswerEvent>> answer) {
        return new Defect(answer, NONE.policy, NONE.memory);
    }

    static Defect inThePolicy(UnaryOperator<RoutePolicy> policy) {
        return new Defect(NONE.answer, policy, NONE.memory);
    }

    static Defect inTheMemory(BiConsumer<Memory, Happening> memory) {
        return new Defect(NONE.answer, NONE.policy, memory);
    }
}
