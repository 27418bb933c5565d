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
public record Lane(int number, TestGateway gateway, ScriptedProvider b, ScriptedProvider c, ScriptedProvider d) {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** The name under which clients of this lane ask for a model. */
    public String model(String name) {
        return name + "-" + number;
    }

    public ChatCall streaming(String model) {
        return ChatCall.streaming(model(model));
    }

    public ChatCall whole(String model) {
        return ChatCall.whole(model(model));
    }

    /** How targets are called in headers, stories and errors: {@code target(b)} is {@code b0/model-b}. */
    public String target(ScriptedProvider server) {
        return server.name() + "/model-" + server.name().charAt(0);
    }

    /** The target of a provider by its name in the configuration: {@code b} is this lane's own, others serve all lanes. */
    public String targetOf(String provider) {
        boolean own = servers().anyMatch(server -> server.name().equals(provider + number));
        return provider + (own ? number : "") + "/model-" + provider;
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
    public List<Integer> callsMade() {
        servers().flatMap(server -> server.requests().stream()).forEach(request -> request.awaitEnd(SOON));
        return servers().map(server -> server.requests().size()).toList();
    }

    /** The text of the trailing assistant message that a call handed to its server; empty when there was none. */
    public static String prefillOf(ReceivedRequest call) {
        JsonNode messages = call.body().path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("role").asString("").equals("assistant")
                ? last.path("content").asString("")
                : "";
    }

    /** The story of an answer that ended in this way. */
    public List<Moment> assertStory(StreamedAnswer answer, Moment.Outcome outcome) {
        List<Moment> moments = gateway.awaitStory(answer.requestId());
        assertThat(((Moment.Ended) moments.getLast()).outcome())
                .as(moments.toString())
                .isEqualTo(outcome);
        return moments;
    }

    /** The story of an answer tells each attempt, each failure of one, and one end. */
    public void assertTold(StreamedAnswer answer, boolean complete, int attempts) {
        List<Moment> told = assertStory(answer, complete ? Moment.Outcome.COMPLETE : Moment.Outcome.FAILED);
        assertThat(count(told, Moment.Asked.class) + count(told, Moment.Seam.class))
                .as(told.toString())
                .isEqualTo(attempts);
        assertThat(count(told, Moment.Broke.class)).as(told.toString()).isEqualTo(complete ? attempts - 1 : attempts);
        assertThat(count(told, Moment.Ended.class)).as(told.toString()).isEqualTo(1);
    }

    private static int count(List<Moment> told, Class<? extends Moment> kind) {
        return (int) told.stream().filter(kind::isInstance).count();
    }

    /** Nothing is left of it: where connections are not used again, none is open. */
    public void assertAtRest() {
        servers().forEach(server -> server.awaitOpenConnections(0, SOON));
    }
}
