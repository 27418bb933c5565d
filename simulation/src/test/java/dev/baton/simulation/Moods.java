package dev.baton.simulation;

import dev.baton.route.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The moods of all targets of a world, which change as time passes. */
final class Moods {

    /** @param nature tells spells of one mood apart: what is drawn once for a spell is drawn from it */
    record Spell(Mood mood, int nature, long until) {}

    private static final Duration LENGTH = Duration.ofSeconds(25);

    private final VirtualTime time;
    private final Dice dice;
    private final boolean changing;
    private final Map<Target, Spell> spells = new HashMap<>();

    private Moods(VirtualTime time, Dice dice, boolean changing) {
        this.time = time;
        this.dice = dice;
        this.changing = changing;
    }

    /** Everybody is fickle for ever. */
    static Moods fickle(VirtualTime time, Dice dice) {
        return new Moods(time, dice, false);
    }

    /** Everybody is well and not so in turns. */
    static Moods changing(VirtualTime time, Dice dice) {
        return new Moods(time, dice, true);
    }

    Spell of(Target target) {
        Spell spell = spells.computeIfAbsent(target, unknown -> first());
        while (spell.until() <= time.nanos()) {
            spell = after(spell);
            spells.put(target, spell);
        }
        return spell;
    }

    private Spell first() {
        return changing ? spell(dice.percent(60) ? Mood.WELL : bad(), 0) : new Spell(Mood.FICKLE, 0, Long.MAX_VALUE);
    }

    private Spell after(Spell spell) {
        return spell(spell.mood() == Mood.WELL ? bad() : Mood.WELL, spell.until());
    }

    private Spell spell(Mood mood, long from) {
        return new Spell(
                mood, dice.below(1_000), from + dice.exponential(LENGTH).toNanos());
    }

    private Mood bad() {
        return dice.oneOf(Mood.FICKLE, Mood.DOWN, Mood.SILENT, Mood.REFUSING, Mood.BREAKING, Mood.BREAKING);
    }
}
