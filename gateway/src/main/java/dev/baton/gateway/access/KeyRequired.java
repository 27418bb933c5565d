package dev.baton.gateway.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Serves who presents the key of a client as {@code Authorization: Bearer …}, or in one of the other places where SDKs send one,
 * wherever the call comes from. One that is known is enough: some SDKs send both, and a stale one with it.
 */
record KeyRequired(ClientKeys keys) implements AccessRule {
    private static final int UNAUTHORIZED = 401;
    private static final String EXPECTED =
            " (expected: Authorization: Bearer <a key of a client of this gateway>, or that key in x-api-key, in x-goog-api-key or as ?key=)";

    // Visible ASCII without spaces, as the configuration demands of a key: anything else cannot be one.
    private static final Pattern BEARER = Pattern.compile("bearer +(?<key>[!-~]+) *", Pattern.CASE_INSENSITIVE);

    @Override
    public Access judge(CallerFacts caller) {
        String authorization = caller.authorization();
        String apiKey = caller.apiKey();
        if (authorization == null && apiKey == null) {
            return refused("no key");
        }
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        if (!bearer.matches() && apiKey == null) {
            return refused("an Authorization header that is not of the form Bearer <key>");
        }
        return Stream.of(bearer.matches() ? bearer.group("key") : "", apiKey == null ? "" : apiKey.strip())
                .filter(key -> !key.isEmpty())
                .flatMap(key -> keys.identify(key).stream())
                .findFirst()
                .<Access>map(Access.Granted::new)
                .orElseGet(() -> refused("an unknown key"));
    }

    private static Access refused(String found) {
        return new Access.Refused(UNAUTHORIZED, found + EXPECTED);
    }
}
