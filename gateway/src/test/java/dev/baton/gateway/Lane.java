package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.relay.Moment;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Three servers for one test at a time, and the models that lead to them. */
record Lane(int number, TestGateway gateway, ScriptedProvider b, ScriptedProvider c, ScriptedProvider d) {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** The name under which clients of this lane ask for a model. */
    String model(String name) {
        return name + "-" + number;
    }

    ChatCall streaming(String model) {
        return ChatCall.streaming(model(model));
    }

    ChatCall whole(String model) {
        return ChatCall.whole(model(model));
    }

    /** How targets are called in headers, stories and errors: {@code target(b)} is {@code b0/model-b}. */
    String target(ScriptedProvider server) {
        return server.name() + "/model-" + server.name().charAt(0);
    }

    /** As just started. */
    Lane reset() {
        servers().forEach(ScriptedProvider::reset);
        gateway.forget();
        return this;
    }

    Stream<ScriptedProvider> servers() {
        return Stream.of(b, c, d);
    }

    /** How often each server was asked, b, c, d; all of it is over, nobody is kept busy for nothing. */
    List<Integer> callsMade() {
        servers().flatMap(server -> server.requests().stream()).forEach(request -> request.awaitEnd(SOON));
        return servers().map(server -> server.requests().size()).toList();
    }

    /** The text of the trailing assistant message that a call handed to its server; empty when there was none. */
    static String prefillOf(ReceivedRequest call) {
        JsonNode messages = call.body().path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("role").asString("").equals("assistant")
                ? last.path("content").asString("")
                : "";
    }

    /** The story of an answer that ended in this way. */
    List<Moment> assertStory(StreamedAnswer answer, Moment.Outcome outcome) {
        List<Moment> moments = gateway.awaitStory(answer.requestId());
        assertThat(((Moment.Ended) moments.getLast()).outcome())
                .as(moments.toString())
                .isEqualTo(outcome);
        return moments;
    }
}
