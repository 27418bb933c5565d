package dev.baton.gateway.api;

import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.known.Dialects;
import dev.baton.relay.Relay;
import dev.baton.relay.RelayRequest;
import dev.baton.relay.Story;
import dev.baton.relay.StoryListener;
import dev.baton.relay.Time;
import dev.baton.route.Route;
import dev.baton.route.Target;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Where answers are asked for, in whatever dialect: the way of a request from its bytes to its answer. */
final class AnswerEndpoint implements Endpoint {

    private final Routes routes;
    private final Relay relay;
    private final StoryListener listener;
    private final EventLoopTimes times;
    private final RandomGenerator random;

    /** @param random draws the target of an answer that has one only; safe for use by many threads */
    AnswerEndpoint(Routes routes, Relay relay, StoryListener listener, EventLoopTimes times, RandomGenerator random) {
        this.routes = routes;
        this.relay = relay;
        this.listener = listener;
        this.times = times;
        this.random = random;
    }

    @Override
    public HttpMethod method() {
        return HttpMethod.POST;
    }

    @Override
    public Mono<Void> serve(Exchange exchange) {
        return exchange.clientRequest().flatMap(request -> answer(request, exchange));
    }

    private Mono<Void> answer(ClientRequest request, Exchange exchange) {
        exchange.setModel(request.model());
        Route route =
                OptOuts.narrowed(routes.of(request.model()), exchange.request().getHeaders(), random);
        Time time = times.current();
        Story story = new Story(exchange.id(), request.model(), time, listener);
        RelayRequest asked = new RelayRequest(route, Dialects.calls(request), story, time);
        exchange.response().beforeCommit(() -> {
            tellStory(story, exchange.response().getHeaders());
            return Mono.empty();
        });
        AnswerEncoder encoder = request.encoder(exchange.id(), Instant.now());
        return request.isStreaming() ? stream(encoder, asked, exchange) : whole(encoder, asked, exchange);
    }

    private Mono<Void> stream(AnswerEncoder encoder, RelayRequest asked, Exchange exchange) {
        ServerHttpResponse response = exchange.response();
        HttpHeaders headers = response.getHeaders();
        headers.set("content-type", encoder.contentType());
        headers.set("cache-control", "no-cache, no-transform");
        headers.set("x-accel-buffering", "no");
        boolean traced = "on".equalsIgnoreCase(exchange.request().getHeaders().getFirst("x-baton-trace"));
        AnswerStream stream = new AnswerStream(encoder, asked, traced, failure -> Errors.of(exchange, failure));
        return Delivery.of(
                stream.bytes(relay.answer(asked)),
                response,
                asked.route().policy().timeouts().writeStall());
    }

    private Mono<Void> whole(AnswerEncoder encoder, RelayRequest asked, Exchange exchange) {
        return relay.answer(asked).single().flatMap(event -> {
            ClientConnection.of(exchange.response())
                    .begin(asked.route().policy().timeouts().writeStall(), () -> {}, () -> {});
            return JsonResponse.write(exchange.response(), encoder.whole(event));
        });
    }

    /** What is known of the answer when its status goes out: nothing of who answers when a keep-alive was first. */
    private static void tellStory(Story story, HttpHeaders headers) {
        Target opener = story.opener();
        if (opener != null) {
            headers.set("x-baton-target", opener.name());
        }
        headers.set("x-baton-attempts", Integer.toString(story.attempts()));
        if (!story.droppedByOpener().isEmpty()) {
            headers.set("x-baton-dropped", String.join(", ", story.droppedByOpener()));
        }
    }
}
