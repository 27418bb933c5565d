package dev.baton.bench.scenario;

import dev.baton.bench.load.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads streams one after another and takes the time at which each token comes, which the load generator does not tell. */
final class StreamProbe {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("\"content\":\" tok(\\d+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    StreamProbe(Address address) {
        String body = "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}"
                .formatted(address.model());
        this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.port() + Address.PATH))
                .timeout(LIMIT)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /**
     * Reads one stream.
     *
     * @return when each token came, in nanoseconds of no particular origin
     * @throws IOException when the answer is not the tokens from 1 to the last one, in order, and a proper end
     */
    List<Long> arrivals(int tokens) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        List<Long> arrivals = new ArrayList<>();
        boolean done = false;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher token = TOKEN.matcher(line);
                if (token.find()) {
                    arrivals.add(System.nanoTime());
                    inOrder(arrivals.size(), token.group(1));
                }
                done |= line.equals("data: [DONE]");
            }
        }
        if (response.statusCode() != 200 || !done || arrivals.size() != tokens) {
            throw new IOException("status " + response.statusCode() + ", " + arrivals.size() + " of " + tokens
                    + " tokens, " + (done ? "a" : "no") + " proper end");
        }
        return arrivals;
    }

    private static void inOrder(int expected, String found) throws IOException {
        if (!found.equals(Integer.toString(expected))) {
            throw new IOException("token " + found + " where " + expected + " should be");
        }
    }
}
