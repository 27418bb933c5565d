package dev.baton.gateway.dialects;

import dev.baton.gateway.TestGateway;
import dev.baton.testkit.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A client, the gateway, and the two providers of a route, each with a dialect.
 *
 * @param first how server-b is spoken to
 * @param second how server-c is
 */
record Encounter(TestGateway gateway, ScriptedProvider b, ScriptedProvider c, Tongue client, Ear first, Ear second) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The route of both. */
    String model() {
        return first.protocol() + "-" + second.protocol();
    }

    /** The answer token by token, of a server-c that cannot go on from half an answer. */
    Heard streamByAnchor(Wish wish) throws Exception {
        return streamed(ask(model() + "-by-anchor", wish, true));
    }

    /** The answer token by token. */
    Heard stream(Wish wish) throws Exception {
        return streamed(ask(model(), wish, true));
    }

    private Heard streamed(HttpResponse<String> response) {
        String type = response.headers().firstValue("content-type").orElse("");
        return type.startsWith("text/event-stream")
                ? client.stream(response.statusCode(), Sse.parse(response.body()))
                : client.whole(response.statusCode(), response.body());
    }

    /** The answer in one piece. */
    Heard whole(Wish wish) throws Exception {
        HttpResponse<String> response = ask(model(), wish, false);
        return client.whole(response.statusCode(), response.body());
    }

    /** The response as it comes. */
    private HttpResponse<String> ask(String model, Wish wish, boolean streaming)
            throws IOException, InterruptedException {
        URI url = gateway.at(client.path(model, streaming));
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(client.request(model, wish, streaming)));
        client.headers().forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** What server-b has been told. */
    Told told() {
        return first.told(b.requests().getLast().body());
    }

    @Override
    public String toString() {
        return client.name() + " → " + first.protocol() + ", " + second.protocol();
    }
}
