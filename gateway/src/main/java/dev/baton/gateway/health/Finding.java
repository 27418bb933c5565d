package dev.baton.gateway.health;

/**
 * What one check has found.
 *
 * @param detail what was seen, for operators
 */
record Finding(Kind kind, String detail) {

    /** How a provider is. */
    enum Kind {
        /** There, and it says so. */
        WELL,
        /** There; it does not understand the check. */
        PUZZLED,
        /** Not there, or not able to serve anybody. */
        UNWELL
    }

    /** Any answer below 500 comes of a server that is there. */
    static Finding of(int status) {
        return new Finding(status >= 500 ? Kind.UNWELL : status >= 300 ? Kind.PUZZLED : Kind.WELL, "HTTP " + status);
    }

    static Finding unwell(String detail) {
        return new Finding(Kind.UNWELL, detail);
    }
}
