package dev.baton.gateway.api;

import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.known.Dialects;
import dev.baton.relay.Relay;
import dev.baton.relay.RelayRequest;
import dev.baton.relay.Story;
import dev.baton.relay.StoryListener;
import dev.baton.relay.Time;
import dev.baton.route.Route;
import dev.baton.route.Target;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Where answers are asked for, in whatever dialect: the way of a request from its bytes to its answer. */
final class AnswerEndpoint implements Endpoint {

    private final Map<String, Route> routes;
    private final Relay relay;
    private final StoryListener listener;
    private final EventLoopTimes times;
    private final RandomGenerator random;

    /**
     * Makes the endpoint.
     *
     * @param routes by the model name that clients ask for
     * @param random draws the target of an answer that has one only; safe for use by many threads
     */
    AnswerEndpoint(
            Map<String, Route> routes,
            Relay relay,
            StoryListener listener,
            EventLoopTimes times,
            RandomGenerator random) {
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
        return RequestBody.read(exchange.request())
                .map(body -> exchange.dialect().read(call(exchange, body)))
                .flatMap(request -> answer(request, exchange));
    }

    private static ClientCall call(Exchange exchange, byte[] body) {
        URI url = exchange.request().getURI();
        return new ClientCall(
                url.getRawPath(), url.getRawQuery(), exchange.request().getHeaders()::getFirst, body);
    }

    private Mono<Void> answer(ClientRequest request, Exchange exchange) {
        exchange.setModel(request.model());
        Route served = routes.get(request.model());
        if (served == null) {
            return Mono.error(unknownModel(request.model()));
        }
        Route route = OptOuts.narrowed(served, exchange.request().getHeaders(), random);
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

    private BadRequest unknownModel(String model) {
        String shown = model.length() > 100 ? model.substring(0, 100) + "…" : model;
        return new BadRequest(
                404,
                "model_not_found",
                "model",
                "The model '" + shown + "' is not served here (expected: one of " + String.join(", ", routes.keySet())
                        + ").");
    }

    private Mono<Void> stream(AnswerEncoder encoder, RelayRequest asked, Exchange exchange) {
        ServerHttpResponse response = exchange.response();
        HttpHeaders headers = response.getHeaders();
        headers.set("content-type", "text/event-stream; charset=utf-8");
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
