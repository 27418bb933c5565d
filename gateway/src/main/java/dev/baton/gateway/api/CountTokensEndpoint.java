package dev.baton.gateway.api;

import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.anthropic.TokenCount;
import dev.baton.route.Protocol;
import dev.baton.route.Route;
import dev.baton.route.Target;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.Upstream;
import dev.baton.upstream.UpstreamResponse;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code POST /v1/messages/count_tokens}: asks the route's targets that can count, one after the other, and guesses where none
 * does. A client that counts wants to know whether its prompt fits, so a guess that says that it is one is better than an error.
 */
final class CountTokensEndpoint implements Endpoint {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 64 << 10;

    private final Routes routes;
    private final Upstream upstream;
    private final EventLoopTimes times;

    CountTokensEndpoint(Routes routes, Upstream upstream, EventLoopTimes times) {
        this.routes = routes;
        this.upstream = upstream;
        this.times = times;
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.POST;
    }

    @Override
    public Mono<Void> serve(Exchange exchange) {
        return exchange.clientRequest()
                .flatMap(this::count)
                .flatMap(answer -> JsonResponse.write(exchange.response(), answer));
    }

    private Mono<byte[]> count(ClientRequest request) {
        Route route = routes.of(request.model());
        List<Target> counting = route.tiers().stream()
                .flatMap(tier -> tier.targets().stream())
                .map(Route.Weighted::target)
                .filter(target -> target.provider().protocol() == Protocol.ANTHROPIC)
                .toList();
        return Flux.fromIterable(counting)
                .concatMap(target -> count(request, route, target), 1)
                .next()
                .switchIfEmpty(Mono.fromSupplier(() -> TokenCount.estimate(request)));
    }

    /** What a target says; nothing when it does not say it in time. */
    private Mono<byte[]> count(ClientRequest request, Route route, Target target) {
        Duration connect = route.policy().timeouts().connect();
        Mono<byte[]> late = Mono.delay(LIMIT, times.current().scheduler()).then(Mono.empty());
        Mono<byte[]> said = upstream.exchange(TokenCount.call(request, target, connect))
                .flatMap(CountTokensEndpoint::answerOf)
                .onErrorComplete(CallFailed.class);
        return Mono.firstWithSignal(said, late);
    }

    private static Mono<byte[]> answerOf(UpstreamResponse response) {
        Mono<byte[]> body = response.body()
                .collect(ByteArrayOutputStream::new, CountTokensEndpoint::add)
                .map(ByteArrayOutputStream::toByteArray);
        return body.filter(bytes -> response.status() == 200 && bytes.length < MOST_BYTES);
    }

    private static void add(ByteArrayOutputStream body, byte[] piece) {
        if (body.size() < MOST_BYTES) {
            body.writeBytes(piece);
        }
    }
}
