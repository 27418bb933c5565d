package dev.baton.gateway.settings;

import dev.baton.gateway.access.Client;
import dev.baton.gateway.access.ClientKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code baton.clients}: names and keys, each of them only once. */
final class ClientsReader {
    private static final String EXPECTED = "a list of clients, each { name: web, key: ${WEB_KEY} }";

    private final Map<String, ConfigNode> names = new HashMap<>();
    private final Map<String, ConfigNode> keys = new HashMap<>();

    private ClientsReader() {}

    static List<ClientKey> read(ConfigNode clients) {
        ClientsReader reader = new ClientsReader();
        return clients.items(EXPECTED).stream().map(reader::client).toList();
    }

    private ClientKey client(ConfigNode client) {
        client.as(Section.CLIENT);
        ConfigNode name = client.get("name");
        ConfigNode key = client.get("key").secret();
        return ClientKey.of(new Client(unique(name, ValueTypes.NAME, names)), unique(key, ValueTypes.CLIENT_KEY, keys));
    }

    private static String unique(ConfigNode node, ValueType<String> type, Map<String, ConfigNode> taken) {
        Optional<String> text = node.require(type);
        text.map(value -> taken.putIfAbsent(value, node))
                .ifPresent(other -> node.problem("a value of its own; " + other.path() + " has the same"));
        return text.orElse("");
    }
}
