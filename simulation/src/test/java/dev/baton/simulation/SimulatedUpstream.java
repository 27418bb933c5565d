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
        Asked.Manner manner = manner(answer, target, messages, body);
        String anchor = manner == Asked.Manner.ANCHOR ? anchor(answer, messages) : "";
        return new Asked(answer, target, manner, delivered, anchor);
    }

    private static Asked.Manner manner(Episode answer, Target target, JsonNode messages, JsonNode body) {
        String delivered = answer.text();
        if (messages.size() == answer.messages()) {
            return delivered.isBlank() ? Asked.Manner.BEGIN : Asked.Manner.REPLAY;
        }
        JsonNode handed = messages.path(answer.messages());
        int more = messages.size() - answer.messages();
        if (more > 2 || !handed.path("role").asString("").equals("assistant")) {
            throw new AssertionError("a request that the simulation does not know: " + body);
        }
        answer.check(
                handed.path("content").asString("").equals(delivered.stripTrailing()),
                "P1: what is to be gone on from is not what the client has");
        answer.check(
                body.path("response_format").path("type").asString("text").equals("text"),
                "a part of an answer is constrained as if it were all");
        examineFlags(answer, more == 1 ? target.continuation() : Continuation.NONE, handed, body);
        answer.check(more == 2 || target.continuation() != Continuation.NONE, "a prefill for a target that takes none");
        return more == 1 ? Asked.Manner.PREFILL : Asked.Manner.ANCHOR;
    }

    private static void examineFlags(Episode answer, Continuation how, JsonNode handed, JsonNode body) {
        answer.check(
                handed.path("prefix").asBoolean(false) == (how == Continuation.PREFIX_FLAG)
                        && handed.path("partial").asBoolean(false) == (how == Continuation.PARTIAL_FLAG)
                        && body.path("continue_final_message").asBoolean(false)
                                == (how == Continuation.CONTINUE_FINAL_MESSAGE),
                "a continuation without the flags of its server, or with some of another");
        answer.check(
                body.has("chat_template_kwargs")
                        == (how == Continuation.CONTINUE_FINAL_MESSAGE && answer.hasThoughts()),
                "thinking is not switched off behind thoughts, or without them");
    }

    private static String anchor(Episode answer, JsonNode messages) {
        String wish = messages.get(messages.size() - 1).path("content").asString("");
        String delivered = answer.text().stripTrailing();
        String anchor = anchor(wish);
        answer.check(
                !anchor.isEmpty() && delivered.endsWith(anchor), "P1: an anchor is not the end of what the client has");
        answer.check(delivered.indexOf(anchor) == delivered.lastIndexOf(anchor), "P1: an anchor is there twice");
        return anchor;
    }

    /** What stands behind the first empty line: the delivered text may have such lines itself. */
    static String anchor(String wish) {
        return wish.substring(wish.indexOf("\n\n") + 2);
    }
}
