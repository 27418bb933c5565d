package dev.baton.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A caller with the JDK's client. */
final class HttpCaller {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpCaller() {}

    static HttpResponse<String> post(ScriptedProvider provider, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(provider, path)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> postForBytes(ScriptedProvider provider, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(provider, path)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    static HttpResponse<String> chat(ScriptedProvider provider, String body) throws IOException, InterruptedException {
        return post(provider, "/v1/chat/completions", body);
    }

    static HttpResponse<String> get(ScriptedProvider provider, String path) throws IOException, InterruptedException {
        return CLIENT.send(request(provider, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ScriptedProvider provider, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + provider.port() + path))
                .timeout(Duration.ofSeconds(5));
    }
}
