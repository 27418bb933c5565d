package dev.baton.simulation;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Reads one answer in its own manner, and keeps what it got. */
final class SimulatedClient implements CoreSubscriber<byte[]> {

    enum End {
        WAITING,
        COMPLETE,
        FAILED,
        LEFT
    }

    /** How many pieces a client may be waiting for before it waits for one to come. */
    private static final int ENOUGH = 10;

    private final VirtualTime time;
    private final Dice dice;
    private final Habit habit;
    private final Episode answer;
    private final ByteArrayOutputStream got = new ByteArrayOutputStream(8 << 10);
    private @Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private End end = End.WAITING;
    private long wanted;
    private int pieces;
    private boolean resting;

    SimulatedClient(VirtualTime time, Dice dice, Habit habit, Episode answer) {
        this.time = time;
        this.dice = dice;
        this.habit = habit;
        this.answer = answer;
    }

    /** All bytes it got. */
    byte[] got() {
        return got.toByteArray();
    }

    End end() {
        return end;
    }

    /** What it was told in place of an answer, null when it was told nothing or got a beginning. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    boolean isGreedy() {
        return habit.greedy();
    }

    @Override
    public void onSubscribe(Subscription received) {
        subscription = received;
        Duration leavesAt = habit.leavesAt();
        if (leavesAt != null) {
            time.after(leavesAt, this::leave);
        }
        if (habit.greedy()) {
            want(Long.MAX_VALUE);
        } else {
            readOn();
        }
    }

    private void readOn() {
        if (end != End.WAITING) {
            return;
        }
        if (habit.stallsAfter() > 0 && pieces >= habit.stallsAfter()) {
            time.after(answer.policy().timeouts().writeStall(), this::leave);
            return;
        }
        resting = wanted >= ENOUGH;
        if (!resting) {
            want(1 + dice.below(habit.atOnce()));
            pause();
        }
    }

    private void pause() {
        boolean nap = habit.naps() && dice.percent(5);
        time.after(
                nap
                        ? dice.millis(10_000, 70_000)
                        : dice.millis(0, (int) habit.pause().toMillis()),
                this::readOn);
    }

    private void want(long more) {
        wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
        if (subscription != null) {
            subscription.request(more);
        }
    }

    private void leave() {
        if (end == End.WAITING && subscription != null) {
            end = End.LEFT;
            subscription.cancel();
            answer.clientIsGone();
        }
    }

    @Override
    public void onNext(byte[] bytes) {
        answer.check(end != End.COMPLETE && end != End.FAILED, "something comes after the end");
        if (end == End.LEFT) {
            return;
        }
        answer.check(wanted > 0, "something comes that the client did not want");
        wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
        got.writeBytes(bytes);
        if (++pieces == habit.leavesAfter()) {
            leave();
        } else if (resting) {
            resting = false;
            pause();
        }
    }

    @Override
    public void onError(Throwable error) {
        failure = error;
        ends(End.FAILED);
    }

    @Override
    public void onComplete() {
        ends(End.COMPLETE);
    }

    private void ends(End how) {
        answer.check(end == End.WAITING || end == End.LEFT, "an answer ends twice");
        if (end == End.WAITING) {
            end = how;
            answer.clientIsGone();
        }
    }
}
