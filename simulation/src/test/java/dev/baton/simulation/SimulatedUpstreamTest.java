package dev.baton.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.splice.Anchor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulation reads what it is asked for, and nothing else. */
class SimulatedUpstreamTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nothing but one line of text",
                "It is a sentence.\n\nWhatever follows is forty-four characters on",
                "It is a sentence.\n\nOf lines.\n\nOf lines more.\n\nOf"
            })
    void findsTheAnchorInTheWishToRepeatIt(String delivered) {
        Anchor anchor = Anchor.of(delivered).orElseThrow();

        assertThat(SimulatedUpstream.anchor(anchor.request())).isEqualTo(anchor.text());
    }
}
