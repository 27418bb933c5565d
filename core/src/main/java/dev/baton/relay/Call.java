package dev.baton.relay;

import dev.baton.resilience.Failure;
import dev.baton.resilience.Plan;
import dev.baton.resilience.Step;
import dev.baton.resilience.Turn;

/** A call under way: what is planned with it, and the leave to make it. May be read by any thread. */
final class Call {

    private final Turn turn;
    private volatile Plan plan;
    private volatile boolean lastCandidate;

    Call(Plan plan, Turn turn) {
        this.plan = plan;
        this.turn = turn;
        this.lastCandidate = plan.isLastCandidate();
    }

    Step step() {
        return plan.step();
    }

    Plan plan() {
        return plan;
    }

    Turn turn() {
        return turn;
    }

    /** Whether nobody could take over, as it looked when the call became the only one. */
    boolean isLastCandidate() {
        return lastCandidate;
    }

    /** The call beside this one has failed. */
    void goesOnAlone(Failure beside) {
        plan = plan.alone(beside);
        lastCandidate = plan.isLastCandidate();
    }
}
