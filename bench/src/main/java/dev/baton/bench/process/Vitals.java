package dev.baton.bench.process;

/**
 * What a JVM holds, once its collector has been.
 *
 * @param files open, sockets included
 * @param heapKb of live objects
 * @param nativeKb of buffers outside the heap
 */
public record Vitals(long files, long threads, long heapKb, long nativeKb) {

    /** How much more than before. */
    public Vitals minus(Vitals before) {
        return new Vitals(
                files - before.files, threads - before.threads, heapKb - before.heapKb, nativeKb - before.nativeKb);
    }
}
