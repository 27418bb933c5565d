package dev.baton.gateway.api;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.springframework.web.server.ServerWebExchange;

/** What is known of a request from its beginning, for errors and logs. */
final class RequestFacts {

    static final String ID_HEADER = "x-request-id";

    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ID = RequestFacts.class.getName() + ".id";
    private static final String MODEL = RequestFacts.class.getName() + ".model";

    private RequestFacts() {}

    /** The request's name: what the client calls it where that is harmless, else one of our own. */
    static String id(ServerWebExchange exchange) {
        return (String) exchange.getAttributes().computeIfAbsent(ID, ignored -> newId(exchange));
    }

    private static String newId(ServerWebExchange exchange) {
        String given = exchange.getRequest().getHeaders().getFirst(ID_HEADER);
        return given != null && SANE_ID.matcher(given).matches()
                ? given
                : "req-" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    }

    static void setModel(ServerWebExchange exchange, String model) {
        exchange.getAttributes().put(MODEL, model);
    }

    /** The model that the client asked for, once it is known. */
    static String model(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(MODEL, "");
    }
}
