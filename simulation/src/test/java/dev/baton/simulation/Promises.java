package dev.baton.simulation;

import dev.baton.dialect.ApiError;
import dev.baton.relay.Moment;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Failure;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.simulation.Asked.Manner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.SignalType;

/** Says, when all is over, which promises were broken to one client, from what was said, done and got. */
final class Promises {

    private static final int CALLS_PER_OPENING = 3;

    private final Episode answer;
    private final List<SimulatedCall> calls;
    private final List<Failure> failures;
    private final Openings openings;
    private final Choices choices;
    private final Waits waits;

    Promises(Episode answer, Reckoning reckoning) {
        this.answer = answer;
        this.calls = answer.calls();
        this.failures = answer.story().failures();
        this.openings = new Openings(answer);
        this.choices = new Choices(answer, openings, reckoning);
        this.waits = new Waits(answer, openings, reckoning);
    }

    /** Notes with the episode what was broken. */
    void examine() {
        oneAnswer();
        noFalseSuccess();
        if (answer.end() == SignalType.ON_ERROR) {
            honestFailure();
        }
        bounded();
        attempts();
        clocks();
        story();
        nothingSecret();
        new Received(answer).examine();
    }

    private void check(boolean holds, String promise) {
        answer.check(holds, promise);
    }

    /** P1: of every call the client got nothing but the beginning of what that call had to say that was new. */
    private void oneAnswer() {
        for (SimulatedCall call : calls) {
            Contribution given = answer.contribution(call);
            Script script = call.performance().script();
            if (script == null) {
                check(!given.isUseful(), "P1: something came of " + call);
                continue;
            }
            check(fresh(call, said(call)).startsWith(given.text()), "P1: the text is not what was said by " + call);
            check(
                    String.valueOf(script.second()).startsWith(given.second())
                            || given.second().isEmpty(),
                    "P1: the second text is not what was said by " + call);
            check(script.refusal().startsWith(given.refusal()), "P1: the refusal is not what was said by " + call);
            check(given.reasoning().isEmpty() || given.isFirst(), "P1: second thoughts by " + call);
            check(script.reasoning().startsWith(given.reasoning()), "P1: the thoughts are not those of " + call);
            check(
                    String.valueOf(script.arguments()).startsWith(given.arguments())
                            || given.arguments().isEmpty(),
                    "P1: the tool call is not that of " + call);
        }
        check(
                calls.stream()
                                .mapToInt(call -> answer.contribution(call).tools())
                                .sum()
                        <= 1,
                "P1: a tool is called twice");
    }

    private String fresh(SimulatedCall call, int said) {
        Script script = call.performance().script();
        return script == null
                ? ""
                : script.fresh(call.asked().delivered(), call.asked().manner() == Manner.REPLAY, said);
    }

    private static int said(SimulatedCall call) {
        Script script = call.performance().script();
        return call.performance().wire() != null || script == null
                ? call.possible().text()
                : script.text().length();
    }

    /** P2: a normal end is the end of a call that said everything, and the client has everything that it said. */
    private void noFalseSuccess() {
        int finishes = calls.stream()
                .mapToInt(call -> answer.contribution(call).finishes())
                .sum();
        if (answer.end() != SignalType.ON_COMPLETE) {
            check(answer.streaming() || answer.client().end() != SimulatedClient.End.COMPLETE, "P2: a normal end");
            return;
        }
        check(finishes == answer.choices(), "P1: " + finishes + " finishes");
        check(!calls.isEmpty() && failures.size() == calls.size() - 1, "P2: complete, and the last call failed");
        SimulatedCall last = calls.getLast();
        Contribution given = answer.contribution(last);
        Script script = last.performance().script();
        if (script == null || !saidAll(last)) {
            check(false, "P2: complete, and not said to the end by " + last);
            return;
        }
        check(given.text().equals(fresh(last, script.text().length())), "P1: text is missing of " + last);
        check(script.second() == null || given.second().equals(script.second()), "P1: the second text is not whole");
        check(given.refusal().equals(script.refusal()), "P1: the refusal is not whole");
        check(given.arguments().equals(script.arguments() == null ? "" : script.arguments()), "P1: half a tool call");
        check(
                !answer.isJudgedAsAWhole(last) || Wire.isObject(answer.text()),
                "P2: complete, and not the JSON it has to be");
        check(!given.isFirst() || given.reasoning().equals(script.reasoning()), "P1: thoughts are missing");
    }

    private static boolean saidAll(SimulatedCall call) {
        return call.performance().wire() != null
                ? call.possible().finished()
                : call.sent()
                        == Wire.whole(
                                        call.performance().script(),
                                        call.performance().id())
                                .length;
    }

    /** P3: the failure is one of ours, tells of every call in order, and comes when nobody could go on. */
    private void honestFailure() {
        if (!(answer.failure() instanceof AnswerFailed failed)) {
            check(false, "P3: the answer ends with " + answer.failure());
            return;
        }
        check(failed.failures().equals(failures), "P3: failures are missing from what is told");
        check(failures.isEmpty() || failed.cause() != null, "P3: no cause is told");
        if (failed.reason() == AnswerFailed.Reason.DEADLINE) {
            check(answer.ended() - answer.began() == total().toNanos(), "P5: the deadline came at another time");
            return;
        }
        check(failures.size() == calls.size(), "P3: it gave up while a call was well");
        boolean callers =
                failed.cause() instanceof Failure.CallerFault || failed.cause() instanceof Failure.ContentPolicy;
        Failure first = failures.isEmpty() ? null : failures.getFirst();
        check(callers || failed.cause() == first, "P3: the first cause is not the one that is told");
        String told = ApiError.of(failed, "chat").message();
        check(
                callers
                        || failed.cause() instanceof Failure.ContextLength
                        || told.contains(firstInTurn().name()),
                "P3: the error does not name who failed");
        check(new GivingUp(answer, openings, choices).isRight(failed), "P3: it gave up although somebody could go on");
    }

    /** Who failed first, or was not to be asked. */
    private Target firstInTurn() {
        return calls.isEmpty()
                ? answer.targets().getFirst()
                : calls.getFirst().asked().target();
    }

    private Duration total() {
        return answer.policy().timeouts().total();
    }

    private void bounded() {
        check(answer.ended() >= 0, "P5: the answer did not end");
        long deadline = answer.began() + total().toNanos();
        int finishes = calls.stream()
                .mapToInt(call -> answer.contribution(call).finishes())
                .sum();
        // A slow client that has everything but usage may take that later.
        check(finishes == answer.choices() || answer.ended() <= deadline, "P5: the answer went on behind its deadline");
        check(calls.stream().allMatch(call -> call.ended() <= deadline), "P5: a call went on behind the deadline");
        check(openings.mostCalls() <= CALLS_PER_OPENING, "P5: too many calls in one opening");
        check(openings.seams() <= mostSeams(), "P5: too many seams");
        check(
                calls.size() <= 1 || answer.question().optOut() != OptOut.FAILOVER,
                "P5: more is done than the client wants");
        check(openings.mostRepeats() <= answer.policy().retry().sameTarget(), "P5: the same target too often");
    }

    private int mostSeams() {
        RoutePolicy.Resume resume = answer.policy().resume();
        return resume.enabled() && answer.question().optOut() == OptOut.NOTHING ? resume.maxSeams() : 0;
    }

    /** Each failure is that of its call and read for what it is; who is of no use is not asked again. */
    private void attempts() {
        Set<Target> useless = new HashSet<>();
        for (int i = 0; i < calls.size(); i++) {
            SimulatedCall call = calls.get(i);
            check(!useless.contains(call.asked().target()), "P5: asked again although it is of no use: " + call);
            check(!choices.standing(i).isOut(), "P5: asked although it is " + choices.standing(i) + ": " + call);
            check(choices.isRight(i), "P3: not the next in order, with " + choices.outlook(i) + ": " + call);
            check(!choices.isKnownToBeRefused(i), "P5: asked for what it is known to refuse: " + call);
            check(i == 0 || waits.areRight(i), "P4: not at once, or not after its wait: " + call);
            if (i < failures.size()) {
                examineFailure(call, failures.get(i));
                if (isUseless(failures.get(i))) {
                    useless.add(call.asked().target());
                }
            }
        }
        check(failures.size() == calls.size() || failures.size() == calls.size() - 1, "P3: a failure is missing");
    }

    private static boolean isUseless(Failure failure) {
        return failure instanceof Failure.Silent
                || failure instanceof Failure.QuotaExhausted
                || failure instanceof Failure.CredentialRefused
                || failure instanceof Failure.ModelGone;
    }

    private void examineFailure(SimulatedCall call, Failure failure) {
        check(failure.target().equals(call.asked().target()), "P3: the failure of another: " + call);
        Class<? extends Failure> means = call.performance().means();
        boolean played = call.end() == SimulatedCall.End.PLAYED;
        check(!played || means == null || means.isInstance(failure), "P3: read as " + failure + ": " + call);
        Script script = call.performance().script();
        if (failure instanceof Failure.SeamFailed) {
            boolean short8 = call.asked().manner() == Manner.PREFILL
                    && call.asked().delivered().strip().length() < 8;
            boolean unfit = answer.isJudgedAsAWhole(call);
            check(script == null || !script.joins() || short8 || unfit, "P1: a seam failed that joins: " + call);
        }
        if (failure instanceof Failure.Silent) {
            check(!call.waitedForItsReader(), "P5: blamed for a slow reader: " + call);
        }
    }

    /** A silent target is left when its time is up: not before, and not later where the client was waiting. */
    private void clocks() {
        for (int i = 0; i < failures.size(); i++) {
            SimulatedCall call = calls.get(i);
            if (failures.get(i) instanceof Failure.Silent) {
                long limit = limit(call).toNanos();
                boolean early = call.ended() - call.progressSince() < limit;
                boolean late = call.ended() - call.progressAt() > limit;
                check(!early, "P5: called silent too early: " + call);
                check(!answer.client().isGreedy() || !late, "P5: called silent too late: " + call);
            }
        }
    }

    private Duration limit(SimulatedCall call) {
        if (!answer.streaming()) {
            return answer.policy().timeouts().wholeAnswer();
        }
        return call.certain().useful() > 0
                ? answer.policy().timeouts().betweenTokens()
                : answer.policy().timeouts().firstToken();
    }

    private void story() {
        List<Moment> moments = answer.story().moments();
        check(answer.story().attempts() == calls.size(), "P3: the story has other calls");
        check(moments.stream().filter(Moment.Ended.class::isInstance).count() == 1, "P3: the story ends not once");
        if (!(moments.getLast() instanceof Moment.Ended end)) {
            check(false, "P3: the story goes on behind its end");
            return;
        }
        Moment.Outcome outcome = switch (String.valueOf(answer.end())) {
            case "onComplete" -> Moment.Outcome.COMPLETE;
            case "cancel" -> Moment.Outcome.CLIENT_LEFT;
            default -> Moment.Outcome.FAILED;
        };
        check(end.outcome() == outcome, "P3: the story ends otherwise: " + end);
        long next = 1;
        for (Moment.Share share : end.shares()) {
            check(share.from() == next, "P3: the shares do not add up: " + end);
            next = share.to() + 1;
        }
        check(next == end.events() + 1, "P3: the shares do not add up: " + end);
    }

    private void nothingSecret() {
        check(
                !new String(answer.client().got(), StandardCharsets.UTF_8).contains(World.SECRET),
                "P8: the client can read the key");
        for (Moment moment : answer.story().moments()) {
            check(!moment.toString().contains(World.SECRET), "P8: the story shows the key");
        }
        if (answer.client().failure() instanceof AnswerFailed failed) {
            String error = ApiError.of(failed, "chat").message();
            check(!error.contains(World.SECRET), "P8: the error shows the key");
        }
    }
}
