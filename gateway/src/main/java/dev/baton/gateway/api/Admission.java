package dev.baton.gateway.api;

import dev.baton.gateway.settings.Limits;
import dev.baton.relay.Time;
import java.util.function.IntConsumer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/**
 * Lets requests through to their endpoints while there is room for them: what is too much is refused before its body is read. What
 * only looks something up ({@code GET}) costs next to nothing and always finds room.
 */
final class Admission {

    private final Limits limits;
    private final Traffic traffic;
    private final EventLoopTimes times;

    /** @param traffic of the whole process, which outlives these limits */
    Admission(Limits limits, Traffic traffic, EventLoopTimes times) {
        this.limits = limits;
        this.traffic = traffic;
        this.times = times;
    }

    /** Serves a request as its endpoint does, or fails with {@link Unavailable}. */
    Mono<Void> serve(Endpoint endpoint, Exchange exchange) {
        if (traffic.load().isRefusing()) {
            return turnAway(exchange);
        }
        return endpoint.method().equals(HttpMethod.GET) ? endpoint.serve(exchange) : answer(endpoint, exchange);
    }

    /** A connection closed with bytes unread is reset, and a reset overtakes the response: first read, then refuse. */
    private Mono<Void> turnAway(Exchange exchange) {
        return metered(exchange, bytes -> {})
                .request()
                .getBody()
                .doOnNext(DataBufferUtils::release)
                .then(Mono.error(Unavailable::shuttingDown));
    }

    private Mono<Void> answer(Endpoint endpoint, Exchange exchange) {
        long announced = Math.max(0, exchange.request().getHeaders().getContentLength());
        return Mono.using(
                        () -> traffic.load().take(limits, announced),
                        share -> endpoint.serve(metered(exchange, share::hold)),
                        Load.Share::giveBack)
                .doOnError(Unavailable.class, traffic::refused);
    }

    private Exchange metered(Exchange exchange, IntConsumer meter) {
        Time time = times.current();
        BodyClock clock = new BodyClock(time);
        exchange.readThrough(request -> new MeteredRequest(
                request,
                bytes -> {
                    clock.arrived(bytes);
                    meter.accept(bytes);
                },
                clock.or(traffic.shutdown(time.scheduler()))));
        return exchange;
    }
}
