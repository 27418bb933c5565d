package dev.baton.gateway.access;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that open the gateway. */
public final class ClientKeys {
    private final List<ClientKey> keys;

    private ClientKeys(List<ClientKey> keys) {
        this.keys = keys;
    }

    public static ClientKeys of(List<ClientKey> keys) {
        return new ClientKeys(List.copyOf(keys));
    }

    /** The client whose key this is. Takes as long for a wrong key as for a right one, whichever it is. */
    public Optional<Client> identify(String presentedKey) {
        KeyHash presented = KeyHash.of(presentedKey);
        @Nullable Client found = null;
        for (ClientKey known : keys) {
            // No early exit: how long a refusal takes must not tell how many keys were compared.
            found = known.key().equals(presented) ? known.client() : found;
        }
        return Optional.ofNullable(found);
    }

    @Override
    public String toString() {
        return "ClientKeys" + keys.stream().map(known -> known.client().name()).toList();
    }
}
