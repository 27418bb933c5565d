package dev.baton.gateway.api;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ClientCall;
import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.ClientRequest;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** A request, the response to it, and what is known of both for errors and logs. Used by one thread at a time. */
final class Exchange {

    static final String ID_HEADER = "x-request-id";

    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private ServerHttpRequest request;
    private final ServerHttpResponse response;
    private final String id;
    private String model = "";

    Exchange(ServerHttpRequest request, ServerHttpResponse response) {
        this.request = request;
        this.response = response;
        String given = request.getHeaders().getFirst(ID_HEADER);
        this.id = given != null && SANE_ID.matcher(given).matches() ? given : newId();
    }

    private static String newId() {
        return "req-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
    }

    ServerHttpRequest request() {
        return request;
    }

    /** From now on the request is read through this. */
    void readThrough(UnaryOperator<ServerHttpRequest> wrapper) {
        request = wrapper.apply(request);
    }

    ServerHttpResponse response() {
        return response;
    }

    /** The request's name: what the client calls it where that is harmless, else one of our own. */
    String id() {
        return id;
    }

    /** The model that the client asked for, empty until it is known. */
    String model() {
        return model;
    }

    void setModel(String asked) {
        model = asked;
    }

    /** The dialect in which this request is answered, whatever becomes of it: errors are told in it, too. */
    ClientDialect dialect() {
        return SpokenDialect.of(request);
    }

    /** Reads the body, and what the client asks for in its dialect; fails with {@link BadRequest}. */
    Mono<ClientRequest> clientRequest() {
        return RequestBody.read(request).map(body -> dialect().read(call(body)));
    }

    private ClientCall call(byte[] body) {
        URI url = request.getURI();
        return new ClientCall(url.getRawPath(), url.getRawQuery(), request.getHeaders()::getFirst, body);
    }

    String path() {
        return request.getURI().getRawPath();
    }

    /** What is to be done: for {@code HEAD} the same as for {@code GET}. */
    HttpMethod method() {
        return isHeadOnly() ? HttpMethod.GET : request.getMethod();
    }

    /** Whether the client wants no body. */
    boolean isHeadOnly() {
        return request.getMethod().equals(HttpMethod.HEAD);
    }
}
