package dev.baton.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request that a provider got, and what became of it. Safe for use by several threads. */
public final class ReceivedRequest {

    private final Monitor monitor;
    private final int number;
    private final int connection;
    private final HttpRequest request;
    private final JsonNode body;
    private final long arrivedAt = System.nanoTime();
    private int tokensSent;
    private @Nullable RequestEnd end;

    ReceivedRequest(Monitor monitor, int number, int connection, HttpRequest request) {
        this.monitor = monitor;
        this.number = number;
        this.connection = connection;
        this.request = request;
        this.body = Json.read(request.body());
    }

    /** Its place in the order of arrival, from 1. */
    public int number() {
        return number;
    }

    /** Which of the provider's connections it came on, from 1. */
    public int connection() {
        return connection;
    }

    public String method() {
        return request.method();
    }

    public String path() {
        return request.path();
    }

    /** The value of this parameter of the query; empty when it is not there. */
    public String parameter(String name) {
        return request.parameter(name);
    }

    /** All headers by lower-case name, secrets included. */
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    /** The first value of this header. */
    public Optional<String> header(String name) {
        return headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The body; a missing node when it is not JSON. */
    public JsonNode body() {
        return body;
    }

    /** On the clock of {@link System#nanoTime()}. */
    public long arrivedAt() {
        return arrivedAt;
    }

    /** Tokens written to the socket, whether or not the caller has read them. */
    public int tokensSent() {
        return monitor.read(() -> tokensSent);
    }

    /** Empty while the request is running. */
    public Optional<RequestEnd> end() {
        return monitor.read(() -> Optional.ofNullable(end));
    }

    /**
     * Waits for the request's end.
     *
     * @throws AssertionError when it is still running after the limit
     */
    public RequestEnd awaitEnd(Duration limit) {
        monitor.await(() -> end != null, limit, () -> this + " did not end");
        return end().orElseThrow();
    }

    /**
     * Waits until so many tokens have been sent.
     *
     * @throws AssertionError when there are fewer after the limit
     */
    public void awaitTokens(int tokens, Duration limit) {
        monitor.await(() -> tokensSent >= tokens, limit, () -> this + " did not get " + tokens + " tokens");
    }

    void sent(int tokens) {
        if (tokens > 0) {
            monitor.change(() -> tokensSent += tokens);
        }
    }

    void ended(RequestEnd.Way way, long nanoTime) {
        monitor.change(() -> end = new RequestEnd(way, nanoTime));
    }

    /** Without headers and body: what is printed holds no secret. */
    @Override
    public String toString() {
        return monitor.read(() -> "request " + number + " (" + method() + " " + path() + ", " + tokensSent
                + " tokens sent, " + (end == null ? "running" : end.way()) + ")");
    }
}
