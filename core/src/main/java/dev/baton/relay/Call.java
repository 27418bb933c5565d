package dev.baton.relay;

import dev.baton.dialect.ProviderCall;
import dev.baton.resilience.Failure;
import dev.baton.resilience.Permit;
import dev.baton.resilience.Plan;
import dev.baton.resilience.Step;

/** A call under way: what is planned with it, what is asked, and the leave to make it. May be read by any thread. */
final class Call {

    private final ProviderCall asking;
    private final Permit permit;
    private volatile Plan plan;
    private volatile boolean lastCandidate;

    Call(Plan plan, ProviderCall asking, Permit permit) {
        this.plan = plan;
        this.asking = asking;
        this.permit = permit;
        this.lastCandidate = plan.isLastCandidate();
    }

    Step step() {
        return plan.step();
    }

    Plan plan() {
        return plan;
    }

    ProviderCall asking() {
        return asking;
    }

    Permit permit() {
        return permit;
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
