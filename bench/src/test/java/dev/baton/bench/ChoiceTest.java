package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.bench.scenario.Scenario;
import dev.baton.bench.scenario.Scenarios;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    @Test
    void isWhatIsUsualWhereNothingIsNamed() {
        assertThat(Choice.scenarios(List.of())).isEqualTo(Scenarios.USUAL);
        assertThat(Choice.scenarios(List.of("soak")))
                .doesNotContainAnyElementsOf(Scenarios.USUAL)
                .hasSize(1);
    }

    @Test
    void keepsTheOrderOfTheScenariosWhateverThatOfTheNames() {
        assertThat(Choice.scenarios(List.of("memory", "json")))
                .extracting(Scenario::name)
                .containsExactly("json", "memory");
    }

    @Test
    void saysWhatThereIs() {
        assertThatThrownBy(() -> Choice.contenders(List.of("portkey"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--only: portkey (expected: ");
    }
}
