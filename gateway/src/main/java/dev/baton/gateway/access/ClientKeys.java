package dev.baton.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that open the gateway, held only as SHA-256: a heap dump contains none that can be used. */
public final class ClientKeys {
    private record Digest(Client client, byte[] sha256) {}

    private final List<Digest> digests;

    private ClientKeys(List<Digest> digests) {
        this.digests = digests;
    }

    public static ClientKeys of(List<ClientKey> keys) {
        return new ClientKeys(keys.stream()
                .map(key -> new Digest(key.client(), sha256(key.key().value())))
                .toList());
    }

    /** The client whose key this is. Takes as long for a wrong key as for a right one, whichever it is. */
    public Optional<Client> identify(String presentedKey) {
        byte[] presented = sha256(presentedKey);
        @Nullable Client found = null;
        for (Digest digest : digests) {
            // No early exit: how long a refusal takes must not tell how many keys were compared.
            found = MessageDigest.isEqual(digest.sha256(), presented) ? digest.client() : found;
        }
        return Optional.ofNullable(found);
    }

    @Override
    public String toString() {
        return "ClientKeys"
                + digests.stream().map(digest -> digest.client().name()).toList();
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
