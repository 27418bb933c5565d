package dev.baton.gateway.access;

/** A client and the key it presents, of which only the hash is kept. */
public record ClientKey(Client client, KeyHash key) {

    public static ClientKey of(Client client, String key) {
        return new ClientKey(client, KeyHash.of(key));
    }
}
