package dev.baton.relay;

/** Hears stories while they are told. Called on the thread of the answer: must not block and must not throw. */
@FunctionalInterface
public interface StoryListener {

    /**
     * A moment was added to a story; the last one of a story is its {@link Moment.Ended}.
     *
     * @param story all of it up to this moment; to be read only during the call
     */
    void told(Story story, Moment moment);
}
