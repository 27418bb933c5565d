package dev.baton.dialect.openai;

import static dev.baton.dialect.openai.ChatServer.NEW_LIMIT;
import static dev.baton.dialect.openai.ChatServer.OLD_LIMIT;

import dev.baton.dialect.json.JsonObjectBytes;
import dev.baton.dialect.json.RequestFields;
import java.util.HashMap;
import java.util.Map;

/** Under which of its two names a limit of tokens is sent: some servers refuse one of them, or read over it. */
final class LimitName {

    private LimitName() {}

    /**
     * A limit under the name that the target knows, where the client's is another; mostly nothing.
     *
     * @param changes what the target is told else than the client said, so far
     */
    static Map<String, byte[]> changes(RequestFields body, Map<String, byte[]> changes, ChatServer server) {
        return server.unknownLimitName()
                .filter(body::has)
                .map(unknown -> renamed(body, changes, unknown))
                .orElse(Map.of());
    }

    private static Map<String, byte[]> renamed(RequestFields body, Map<String, byte[]> changes, String unknown) {
        String known = unknown.equals(OLD_LIMIT) ? NEW_LIMIT : OLD_LIMIT;
        Map<String, byte[]> renamed = new HashMap<>();
        if (!body.has(known)) {
            renamed.put(known, changes.getOrDefault(unknown, body.bytes(unknown)));
        }
        renamed.put(unknown, JsonObjectBytes.LEFT_OUT);
        return renamed;
    }
}
