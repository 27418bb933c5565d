package dev.baton.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientKeysTest {
    private static final ClientKeys KEYS = ClientKeys.of(List.of(
            ClientKey.of(new Client("web"), "web-key-0123456789"),
            ClientKey.of(new Client("batch"), "batch-key-0123456789")));

    @Test
    void identifiesEachClientByItsKey() {
        assertThat(KEYS.identify("web-key-0123456789")).contains(new Client("web"));
        assertThat(KEYS.identify("batch-key-0123456789")).contains(new Client("batch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "web-key-012345678", "web-key-01234567890", "WEB-KEY-0123456789", "web"})
    void knowsNobodyByAnythingElse(String presented) {
        assertThat(KEYS.identify(presented)).isEmpty();
    }

    @Test
    void knowsNobodyWithoutClients() {
        assertThat(ClientKeys.of(List.of()).identify("web-key-0123456789")).isEmpty();
    }

    @Test
    void showsNamesButNoKeys() {
        assertThat(KEYS).hasToString("ClientKeys[web, batch]");
    }
}
