package dev.baton.bench.contender;

import java.util.List;
import java.util.Map;

/**
 * How a contender is started.
 *
 * @param environment added to ours
 */
record Launch(List<String> command, Map<String, String> environment) {

    Launch(String... command) {
        this(List.of(command), Map.of());
    }
}
