package dev.baton.gateway.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves who presents the key of a client as {@code Authorization: Bearer …}, wherever the call comes from. */
record KeyRequired(ClientKeys keys) implements AccessRule {
    private static final int UNAUTHORIZED = 401;
    private static final String EXPECTED = " (expected: Authorization: Bearer <a key of a client of this gateway>)";

    // Visible ASCII without spaces, as the configuration demands of a key: anything else cannot be one.
    private static final Pattern BEARER = Pattern.compile("bearer +(?<key>[!-~]+) *", Pattern.CASE_INSENSITIVE);

    @Override
    public Access judge(CallerFacts caller) {
        if (caller.authorization() == null) {
            return refused("no Authorization header");
        }
        Matcher bearer = BEARER.matcher(caller.authorization());
        if (!bearer.matches()) {
            return refused("an Authorization header that is not of the form Bearer <key>");
        }
        return keys.identify(bearer.group("key"))
                .<Access>map(Access.Granted::new)
                .orElseGet(() -> refused("an unknown key"));
    }

    private static Access refused(String found) {
        return new Access.Refused(UNAUTHORIZED, found + EXPECTED);
    }
}
