package dev.baton.relay;

import java.util.function.Consumer;
import reactor.core.Disposable;

/** A reason to end something that has not come yet, and may never come. */
@FunctionalInterface
public interface Ending {

    /**
     * Waits for it.
     *
     * @param end is told the reason on the thread of what is to be ended, and never before this returns
     * @return to wait no longer; what is told in spite of that means nothing
     */
    Disposable await(Consumer<? super Throwable> end);

    /** Whichever comes first. */
    default Ending or(Ending other) {
        return end -> {
            Disposable one = await(end);
            Disposable another = other.await(end);
            return () -> {
                one.dispose();
                another.dispose();
            };
        };
    }
}
