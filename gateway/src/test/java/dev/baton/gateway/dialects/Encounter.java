package dev.baton.gateway.dialects;

import dev.baton.gateway.TestGateway;
import dev.baton.testkit.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * A client, the gateway, and the two providers of a route, each with a dialect.
 *
 * @param form in which the client asks
 * @param first how server-b is spoken to
 * @param second how server-c is
 */
record Encounter(
        TestGateway gateway, ScriptedProvider b, ScriptedProvider c, Form form, Tongue client, Ear first, Ear second) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    boolean isStreamed() {
        return form == Form.STREAM;
    }

    /** The name that the client asks for in the usual course. */
    String model() {
        return Course.USUAL.model(first, second);
    }

    /** What the client hears when it asks for this. */
    Heard hear(Wish wish) throws Exception {
        return hear(wish, Course.USUAL);
    }

    /** What the client hears when it asks for this, where server-c follows server-b in this way. */
    Heard hear(Wish wish, Course course) throws Exception {
        HttpResponse<String> response = ask(course.model(first, second), wish);
        return isStreamed() ? streamed(response) : client.whole(response.statusCode(), response.body());
    }

    private Heard streamed(HttpResponse<String> response) {
        String type = response.headers().firstValue("content-type").orElse("");
        return type.startsWith("text/event-stream")
                ? client.stream(response.statusCode(), Sse.parse(response.body()))
                : client.whole(response.statusCode(), response.body());
    }

    /** The response as it comes. */
    private HttpResponse<String> ask(String model, Wish wish) throws IOException, InterruptedException {
        URI url = gateway.at(client.path(model, isStreamed()));
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(client.request(model, wish, isStreamed())));
        client.headers().forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** How often server-b and server-c have been asked. */
    List<Integer> calls() {
        return List.of(b.requests().size(), c.requests().size());
    }

    /** What server-b has been told. */
    Told told() {
        return first.told(b.requests().getLast().body());
    }

    /** What server-c has been told. */
    Told secondTold() {
        return second.told(c.requests().getLast().body());
    }

    @Override
    public String toString() {
        return client.name() + " → " + first.protocol() + ", " + second.protocol() + ", " + form;
    }
}
