package dev.baton.gateway.settings;

/**
 * How much the gateway does at a time.
 *
 * @param inFlightPerTarget calls to one target, over all models; {@link #NONE} for as many as come
 */
public record Limits(int inFlightPerTarget) {

    public static final int NONE = Integer.MAX_VALUE;

    static final Limits DEFAULT = new Limits(NONE);
}
