package dev.baton.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.route.Continuation;
import dev.baton.route.Target;
import dev.baton.upstream.Upstream;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The port to all providers: finds out whose answer a call is for and how it is to be taken up, and has it played. */
final class SimulatedUpstream implements Upstream {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Decides what a call gets. */
    @FunctionalInterface
    interface Cast {
        Performance performance(Asked asked);
    }

    private final VirtualTime time;
    private final Cast cast;
    private final Map<String, Episode> answers = new HashMap<>();

    SimulatedUpstream(VirtualTime time, Cast cast) {
        this.time = time;
        this.cast = cast;
    }

    /** From now on calls may be made for this answer. */
    void expect(Episode answer) {
        answers.put(answer.prompt(), answer);
    }

    @Override
    public Mono<UpstreamResponse> exchange(UpstreamRequest request) {
        return Mono.defer(() -> {
            Asked asked = read(request);
            SimulatedCall call = new SimulatedCall(time, asked, cast.performance(asked));
            asked.answer().called(call);
            return call.response();
        });
    }

    private Asked read(UpstreamRequest request) {
        JsonNode body = JSON.readTree(request.body());
        JsonNode messages = body.path("messages");
        Episode answer = answers.get(messages.path(0).path("content").asString(""));
        if (answer == null) {
            throw new AssertionError("a call for nobody: " + new String(request.body(), UTF_8));
        }
        String delivered = answer.text();
        Target target = answer.target(request.provider(), body);
        return new Asked(answer, target, manner(answer, target, messages, body), delivered);
    }

    private static Asked.Manner manner(Episode answer, Target target, JsonNode messages, JsonNode body) {
        String delivered = answer.text();
        if (messages.size() == answer.messages()) {
            return delivered.isBlank() ? Asked.Manner.BEGIN : Asked.Manner.REPLAY;
        }
        JsonNode last = messages.get(messages.size() - 1);
        if (messages.size() != answer.messages() + 1
                || !last.path("role").asString("").equals("assistant")) {
            throw new AssertionError("a request that the simulation does not know: " + body);
        }
        Continuation how = target.continuation();
        answer.check(
                last.path("content").asString("").equals(delivered.stripTrailing()),
                "P1: a prefill is not what the client has");
        answer.check(
                last.path("prefix").asBoolean(false) == (how == Continuation.PREFIX_FLAG)
                        && last.path("partial").asBoolean(false) == (how == Continuation.PARTIAL_FLAG)
                        && body.path("continue_final_message").asBoolean(false)
                                == (how == Continuation.CONTINUE_FINAL_MESSAGE),
                "a prefill without the flags of its server");
        answer.check(how != Continuation.NONE, "a prefill for a target that takes none");
        return Asked.Manner.PREFILL;
    }
}
