package dev.baton.route;

/** Whether a connection to a provider may serve one caller after another. */
public enum ConnectionReuse {
    /** Connections are pooled; one that showed bytes nobody asked for is closed. */
    POOLED,
    /**
     * Every call has a connection of its own. HTTP/1.1 cannot tell a surplus response from the answer to a request that
     * has just been written, so this is the only safe setting for a provider that is not trusted.
     */
    NONE
}
