package dev.baton.simulation.hour;

import dev.baton.simulation.hour.Trouble.BlackHole;
import dev.baton.simulation.hour.Trouble.Breaking;
import dev.baton.simulation.hour.Trouble.Down;
import dev.baton.simulation.hour.Trouble.Failing;
import dev.baton.simulation.hour.Trouble.Limited;
import dev.baton.simulation.hour.Trouble.Slow;
import java.time.Duration;
import java.util.List;

/**
 * What happens to the servers in an hour.
 *
 * @param tale what it is, for people
 * @param spells of the primary's trouble, in order
 * @param everywhere whether all the others are in the same trouble at the same time
 */
record Scenario(String name, String tale, List<Spell> spells, boolean everywhere) {

    static final List<Scenario> ALL = List.of(
            primary("A quiet hour", "Nothing happens. What the others are to be compared with.", List.of()),
            primary(
                    "A slow provider",
                    "For half an hour server-b takes twenty times as long for everything.",
                    Spell.halfAnHourOf(new Slow(20))),
            primary(
                    "A black hole",
                    "For half an hour server-b takes calls and never says a word; answers under way fall silent.",
                    Spell.halfAnHourOf(new BlackHole())),
            primary(
                    "A flapping provider",
                    "For forty minutes server-b is down in every other minute: it refuses connections and loses those"
                            + " that stand.",
                    Spell.everyOtherMinute(new Down())),
            primary(
                    "A failing provider",
                    "For half an hour server-b gives every call a 500.",
                    Spell.halfAnHourOf(new Failing(500))),
            primary(
                    "A rate-limited provider",
                    "The whole hour server-b takes 30 calls a minute, where 120 come. To the others it says 429, with a"
                            + " Retry-After to the end of the minute.",
                    List.of(new Spell(Duration.ZERO, Hour.LENGTH, new Limited(30)))),
            primary(
                    "A provider that dies in mid-stream",
                    "For half an hour server-b loses its connection before one in twenty events, so that most of its"
                            + " answers break.",
                    Spell.halfAnHourOf(new Breaking(5))),
            new Scenario(
                    "A total outage",
                    "For ten minutes all three servers are down, then all three are back.",
                    List.of(Spell.minutes(20, 30, new Down())),
                    true));

    boolean includes(long nanos) {
        return spells.stream().anyMatch(spell -> spell.includes(nanos));
    }

    /** Whether who is in trouble answers no call at all. */
    boolean servesNobody() {
        return spells.stream()
                .map(Spell::trouble)
                .anyMatch(trouble ->
                        trouble instanceof Down || trouble instanceof BlackHole || trouble instanceof Failing);
    }

    /** Whether the primary recovers within the hour. */
    boolean ends() {
        return spells.stream().anyMatch(spell -> spell.to().compareTo(Hour.LENGTH) < 0);
    }

    private static Scenario primary(String name, String tale, List<Spell> spells) {
        return new Scenario(name, tale, spells, false);
    }
}
