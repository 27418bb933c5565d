package dev.baton.relay;

import dev.baton.route.Target;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.Upstream;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Providers that do in memory what their scripts say, in the time of a scheduler, and note who called. */
final class ScriptedUpstream implements Upstream {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A call that was made. */
    record Call(String provider, JsonNode body) {

        /** The text that the call asks to be continued, null where it asks for a new answer. */
        @Nullable
        String prefill() {
            JsonNode messages = body.path("messages");
            JsonNode last = messages.get(messages.size() - 1);
            return last.path("role").asString().equals("assistant")
                    ? last.path("content").asString()
                    : null;
        }

        /** The text whose end the call asks to be repeated, null where it asks for nothing of the kind. */
        @Nullable
        String anchored() {
            JsonNode messages = body.path("messages");
            JsonNode before = messages.path(messages.size() - 2);
            return prefill() == null && before.path("role").asString("").equals("assistant")
                    ? before.path("content").asString()
                    : null;
        }
    }

    private final Scheduler scheduler;
    private final Map<String, Function<Call, Script>> providers = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private int running;

    ScriptedUpstream(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** What a target does in its first call, its second, and so on. */
    void plays(Target target, Script... scripts) {
        Deque<Script> left = new ArrayDeque<>(List.of(scripts));
        answers(target, call -> {
            if (left.isEmpty()) {
                throw new AssertionError("one call too many: " + call);
            }
            return left.remove();
        });
    }

    /** What a target does depends on what it is asked. */
    void answers(Target target, Function<Call, Script> behaviour) {
        providers.put(target.provider().name(), behaviour);
    }

    List<Call> calls() {
        return calls;
    }

    List<String> callees() {
        return calls.stream().map(Call::provider).toList();
    }

    /** How many calls have begun and not ended. */
    int running() {
        return running;
    }

    @Override
    public Mono<UpstreamResponse> exchange(UpstreamRequest request) {
        return Mono.defer(() -> {
            Call call = new Call(request.provider().name(), JSON.readTree(request.body()));
            calls.add(call);
            running++;
            AtomicBoolean over = new AtomicBoolean();
            Runnable end = () -> running -= over.compareAndSet(false, true) ? 1 : 0;
            Script script = providers.get(call.provider()).apply(call);
            return pause(script.silenceBeforeHeaders())
                    .then(Mono.defer(() -> respond(script, end)))
                    .doOnError(lost -> end.run())
                    .doOnCancel(end);
        });
    }

    private Mono<UpstreamResponse> respond(Script script, Runnable end) {
        CallFailed.Stage lost = script.lost();
        if (lost != null) {
            return Mono.error(new CallFailed(lost, "scripted"));
        }
        Flux<byte[]> body = Flux.fromIterable(script.pieces())
                .concatMap(piece -> pause(piece.silence()).thenReturn(piece.bytes()), 0)
                .concatWith(end(script))
                .doOnTerminate(end)
                .doOnCancel(end);
        return Mono.just(new UpstreamResponse(script.status(), Map.of("content-type", script.contentType()), body));
    }

    private Mono<Long> pause(Duration silence) {
        return silence.isZero() ? Mono.just(0L) : Mono.delay(silence, scheduler);
    }

    private static Mono<byte[]> end(Script script) {
        return switch (script.end()) {
            case COMPLETES -> Mono.empty();
            case BREAKS -> Mono.error(new CallFailed(CallFailed.Stage.BODY, "scripted"));
            case STAYS_OPEN -> Mono.never();
        };
    }
}
