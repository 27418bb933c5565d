package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.route.Route;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.http.HttpHeaders;

/**
 * What a client wants to do without for one request, by headers that are {@code on} where they are missing: the route is
 * narrowed before anything begins.
 */
final class OptOuts {

    /** {@code off}: one target is asked, once. */
    static final String FAILOVER = "x-baton-failover";

    /** {@code off}: an answer that breaks after its first token ends in an error. */
    static final String RESUME = "x-baton-resume";

    private static final int LONGEST_SHOWN = 40;

    private OptOuts() {}

    /**
     * The route as this client wants it.
     *
     * @param random draws the one target that is asked
     * @throws BadRequest when a header says something else than on or off
     */
    static Route narrowed(Route route, HttpHeaders headers, RandomGenerator random) {
        boolean failover = isOn(FAILOVER, headers);
        boolean resume = isOn(RESUME, headers);
        if (!failover) {
            return route.withoutFailover(random);
        }
        return resume ? route : route.with(route.policy().withoutResuming());
    }

    private static boolean isOn(String name, HttpHeaders headers) {
        List<String> values = headers.getOrDefault(name, List.of("on"));
        String value = String.join(", ", values).strip();
        if (value.equalsIgnoreCase("on")) {
            return true;
        }
        if (value.equalsIgnoreCase("off")) {
            return false;
        }
        throw new BadRequest(
                400,
                "invalid_value",
                name,
                "The header '" + name + "' is '" + shown(value) + "' (expected: on or off).");
    }

    private static String shown(String value) {
        return value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "…" : value;
    }
}
