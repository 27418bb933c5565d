package dev.baton.gateway.api;

import dev.baton.gateway.settings.BatonSettings;
import java.util.function.Function;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Where requests come in. Behind it stands a front door for each configuration, made whole before the first request goes through
 * it: a request meets one configuration from its beginning to its end, whatever is loaded meanwhile.
 */
public final class Entrance implements HttpHandler {

    private record Way(BatonSettings settings, FrontDoor door) {}

    private final Function<BatonSettings, FrontDoor> doors;
    private final Traffic traffic;
    private volatile Way way;

    /** @param doors makes the front door of a configuration */
    Entrance(BatonSettings settings, Function<BatonSettings, FrontDoor> doors, Traffic traffic) {
        this.doors = doors;
        this.traffic = traffic;
        this.way = new Way(settings, doors.apply(settings));
    }

    /** What is in force for requests that come now. */
    public BatonSettings settings() {
        return way.settings();
    }

    /** From now on these settings are in force. */
    public void open(BatonSettings settings) {
        way = new Way(settings, doors.apply(settings));
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        return traffic.connections().during(way.door().handle(request, response), response);
    }
}
