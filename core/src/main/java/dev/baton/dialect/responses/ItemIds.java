package dev.baton.dialect.responses;

/**
 * Ids of what the gateway makes: of the form that OpenAI takes back in a later request (letters, digits, {@code _} and {@code -},
 * at most 64 of them), and to be told from OpenAI's own.
 */
final class ItemIds {

    /** What the ids of the gateway's items begin with, behind the kind of item. */
    static final String MARK = "_baton_";

    private static final int LONGEST_REQUEST = 32;

    private final String request;
    private int made;

    ItemIds(String requestId) {
        String plain = requestId.replaceAll("[^A-Za-z0-9_-]", "-");
        this.request = plain.substring(Math.max(0, plain.length() - LONGEST_REQUEST));
    }

    /**
     * Of the next item.
     *
     * @param kind such as {@code msg}
     */
    String next(String kind) {
        return kind + MARK + request + "_" + made++;
    }

    /** Of a tool call that has none. */
    String callId(int call) {
        return "call_" + request + "_" + call;
    }
}
