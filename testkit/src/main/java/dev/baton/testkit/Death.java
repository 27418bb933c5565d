package dev.baton.testkit;

/** How a provider breaks a connection. */
public enum Death {
    /** A TCP reset: what was sent but not yet read may be lost. */
    RST,
    /** An orderly close of the sending side, without the end of the body. */
    FIN
}
