package dev.baton.gateway.settings;

/**
 * How much the gateway takes upon itself.
 *
 * @param inFlight requests for an answer at a time, over all clients; {@link #NONE} for as many as come
 * @param inFlightPerTarget calls to one target at a time, over all models; {@link #NONE} for as many as come
 * @param heldBodies bytes of all request bodies together that are held at a time, from their reading to the end of the answer
 */
public record Limits(int inFlight, int inFlightPerTarget, long heldBodies) {

    public static final int NONE = Integer.MAX_VALUE;

    /** What one body may have: less in total would refuse some of them for ever. */
    public static final long LARGEST_BODY = 20L << 20;

    /** A body is there twice while a provider is asked, so a quarter of the heap is half of it at the worst. */
    private static final int SHARE_OF_HEAP = 4;

    /** No limit but the one without which the process may end. */
    static final Limits DEFAULT = ofHeap(Runtime.getRuntime().maxMemory());

    static Limits ofHeap(long bytes) {
        long wholeMebibytes = ((bytes / SHARE_OF_HEAP) >> 20) << 20;
        return new Limits(NONE, NONE, Math.max(LARGEST_BODY, wholeMebibytes));
    }
}
