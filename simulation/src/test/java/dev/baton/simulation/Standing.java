package dev.baton.simulation;

/** Whether a target may be asked at a moment, and what speaks against it. */
enum Standing {
    READY,
    /** It has failed too often, its time out is over, and one may try it. */
    TO_BE_TRIED,
    /** Somebody is trying it. */
    BEING_TRIED,
    /** It has failed too often, and its time out is not over. */
    OPEN,
    /** It asked for a pause. */
    PARKED,
    /** It has as many calls as it may have. */
    FULL;

    boolean isOut() {
        return this != READY && this != TO_BE_TRIED;
    }
}
