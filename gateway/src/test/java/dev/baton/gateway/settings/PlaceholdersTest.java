package dev.baton.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersTest {
    private final Placeholders placeholders =
            new Placeholders(Map.of("HOST", "b.example", "PORT", "9001", "EMPTY", "", "ODD", "a$1\\${PORT}b")::get);

    @ParameterizedTest
    @CsvSource({
        "no placeholder,no placeholder",
        "'',''",
        "$5 and {braces} and $PORT,$5 and {braces} and $PORT",
        "${PORT},9001",
        "http://${HOST}:${PORT}/v1,http://b.example:9001/v1",
        "${PORT:1},9001",
        "${ABSENT:1},1",
        "${ABSENT:},''",
        "${ABSENT:http://c:1/v1},http://c:1/v1",
        "${EMPTY},''",
        "${EMPTY:1},''",
        "${ODD},a$1\\${PORT}b"
    })
    void putsVariablesInTheirPlaces(String text, String resolved) throws Mismatch {
        assertThat(placeholders.resolve(text)).isEqualTo(resolved);
    }

    @Test
    void namesTheVariableThatIsNotSet() {
        Mismatch unset = catchThrowableOfType(Mismatch.class, () -> placeholders.resolve("secret-${ABSENT}"));

        assertThat(unset.foundOr("secret")).isEqualTo("${ABSENT}");
        assertThat(unset.expected())
                .isEqualTo("the environment variable ABSENT to be set, or a default as in ${ABSENT:default}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${}", "${PORT", "${PO RT}", "${A:${PORT}}", "${:x}", "${PORT}${"})
    void refusesAnIncompletePlaceholder(String text) {
        Mismatch malformed = catchThrowableOfType(Mismatch.class, () -> placeholders.resolve(text));

        assertThat(malformed.foundOr("")).isEqualTo("an incomplete ${…}");
    }
}
