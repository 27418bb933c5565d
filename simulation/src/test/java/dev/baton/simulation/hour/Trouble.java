package dev.baton.simulation.hour;

/** What can be wrong with a server. Calls that are under way when it begins are hit, too. */
sealed interface Trouble {

    /** No connection stands: new calls are refused at once, those under way are lost. */
    record Down() implements Trouble {}

    /** Calls are taken, and nothing is ever said; those under way fall silent. */
    record BlackHole() implements Trouble {}

    /** Everything takes so many times as long. */
    record Slow(int times) implements Trouble {}

    /** Every new call gets this status. */
    record Failing(int status) implements Trouble {}

    /** Before each event the connection breaks with this chance, out of a hundred. */
    record Breaking(int percent) implements Trouble {}

    /** So many calls are taken in every minute; who calls more often is told when the next minute begins. */
    record Limited(int callsPerMinute) implements Trouble {}
}
