package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void saysAllOfATextThatBreaksOffWithinACharacter() {
        String text = "so \uD83D";

        for (long seed = 1; seed <= 100; seed++) {
            Wire wire = Wire.of(Script.misfit(text), "id", new Dice(seed));

            assertThat(wire.possibleAt(wire.bytes().length).text()).isEqualTo(text.length());
        }
    }
}
