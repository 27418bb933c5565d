package dev.baton.simulation;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerEncoder;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.known.Dialects;
import dev.baton.dialect.openai.ChatRequest;
import dev.baton.relay.KeepAlive;
import dev.baton.relay.Moment;
import dev.baton.relay.Relay;
import dev.baton.relay.RelayRequest;
import dev.baton.relay.Story;
import dev.baton.relay.Time;
import dev.baton.resilience.AnswerFailed;
import dev.baton.route.Provider;
import dev.baton.route.Route;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.SynchronousSink;
import tools.jackson.databind.JsonNode;

/** One client and its answer, from the request to the last byte, with everything that was done for it. */
final class Episode {

    /** How many pieces of a body may be read that nobody has asked for yet. */
    static final int MOST_AHEAD = 4;

    private final VirtualTime time;
    private final Question question;
    private final Route route;
    private final ChatRequest chat;
    private final Story story;
    private final SimulatedClient client;
    private final Consumer<Happening> happened;
    private final List<SimulatedCall> calls = new ArrayList<>();
    private final Map<SimulatedCall, Contribution> contributions = new HashMap<>();
    private final Map<String, SimulatedCall> byId = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private long began;
    private long ended = -1;
    private @Nullable SignalType end;
    private @Nullable Throwable failure;
    private boolean useful;
    private long wanted;
    private int ahead;

    /** @param happened is told what happens, in order */
    Episode(VirtualTime time, Dice dice, Question question, Route route, Habit habit, Consumer<Happening> happened) {
        this.time = time;
        this.question = question;
        this.route = question.optOut().narrowed(route, dice);
        this.chat = ChatRequest.parse(question.json());
        this.story = new Story(question.name(), route.model(), clock(), (story, moment) -> told(moment));
        this.happened = happened;
        this.client = new SimulatedClient(time, dice, habit, this);
    }

    private Time clock() {
        return new Time(time, time::nanos);
    }

    /**
     * The client asks, and reads in its manner.
     *
     * @param defect what is wrong on the answer's way
     */
    void begin(Relay relay, Defect defect) {
        began = time.nanos();
        happened.accept(new Happening.Came(began, this));
        Route told = route.with(defect.policy().apply(policy()));
        RelayRequest asked = new RelayRequest(told, Dialects.calls(chat), story, clock());
        Flux<AnswerEvent> answer = defect.answer()
                .apply(relay.answer(asked))
                .doOnNext(this::handedOut)
                .doOnRequest(this::wanted)
                .doOnError(error -> failure = error)
                .doFinally(this::ended);
        (streaming() ? streamed(answer) : answer.map(Episode::payload)).subscribe(client);
    }

    /** The stream as the gateway writes it. */
    private Flux<byte[]> streamed(Flux<AnswerEvent> answer) {
        AnswerEncoder encoder = chat.encoder("gateway", Instant.ofEpochSecond(1));
        boolean[] begun = {false};
        return answer.handle((AnswerEvent event, SynchronousSink<byte[]> sink) -> encode(encoder, event, sink))
                .concatWith(Mono.fromSupplier(encoder::end))
                .transform(bytes -> KeepAlive.in(bytes, policy().keepAlive(), encoder::keepAlive, clock()))
                .doOnNext(bytes -> begun[0] = true)
                .onErrorResume(
                        AnswerFailed.class,
                        error -> begun[0]
                                ? Flux.just(encoder.error(ApiError.of(error, route.model())))
                                : Flux.error(error));
    }

    private static void encode(AnswerEncoder encoder, AnswerEvent event, SynchronousSink<byte[]> sink) {
        byte[] bytes = encoder.encode(event);
        if (bytes.length > 0) {
            sink.next(bytes);
        }
    }

    private static byte[] payload(AnswerEvent event) {
        byte[] payload = event.payload();
        return payload == null ? new byte[0] : payload;
    }

    private void told(Moment moment) {
        if (moment instanceof Moment.Broke broke) {
            SimulatedCall call = lastCallTo(broke.failure().target());
            happened.accept(new Happening.Broke(time.nanos(), call, broke.failure()));
        }
    }

    private SimulatedCall lastCallTo(Target target) {
        return calls.reversed().stream()
                .filter(call -> call.asked().target().equals(target))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a failure of somebody who was not asked"));
    }

    private void wanted(long more) {
        wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
        ahead = 0;
    }

    private void handedOut(AnswerEvent event) {
        wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
        check(wanted >= 0, "P5: an event is handed out that nobody wanted");
        check(ended < 0, "P2: an event comes after the end");
        SimulatedCall call = byId.get(event.head().id());
        if (call == null) {
            check(!event.isUseful(), "P1: a useful event of nobody");
            return;
        }
        happened.accept(new Happening.Heard(time.nanos(), call));
        for (Part part : event.parts()) {
            contribution(call).add(part);
            useful |= part.isUseful();
            if (part instanceof Part.Text said && said.choice() == 0) {
                text.append(said.text());
            }
        }
    }

    private void ended(SignalType signal) {
        end = signal;
        ended = time.nanos();
        happened.accept(new Happening.Over(ended, this));
        time.behindAll(() -> checkNothingRuns("when the answer has ended"));
    }

    /** The client has its end, or has left: nothing may be done for it any more. */
    void clientIsGone() {
        checkNothingRuns("when the client has gone");
    }

    private void checkNothingRuns(String when) {
        check(calls.stream().allMatch(SimulatedCall::isOver), "P6: a call is still running " + when);
    }

    /** A call is made for this answer. */
    void called(SimulatedCall call) {
        check(ended < 0, "P6: a call is made after the end");
        check(client.end() == SimulatedClient.End.WAITING, "P6: a call is made for a client that has gone");
        calls.add(call);
        happened.accept(new Happening.Asked(time.nanos(), call));
        contributions.put(call, new Contribution(!useful));
        if (!call.performance().id().isEmpty()) {
            byId.put(call.performance().id(), call);
        }
    }

    /** A call made for this answer is over for its provider. */
    void callEnded(SimulatedCall call) {
        happened.accept(new Happening.Ended(time.nanos(), call));
    }

    /** The relay takes a piece of a body in which something useful comes to its end. */
    void pulledMore(SimulatedCall call) {
        boolean held = withTools() || !contribution(call).isFirst();
        if (wanted == 0 && !held) {
            check(++ahead <= MOST_AHEAD, "P5: events are read that nobody has asked for");
        }
    }

    /** The relay has read a piece of a body. */
    void digested(SimulatedCall call) {
        Script script = call.performance().script();
        if (script == null || call.performance().wire() == null || wanted != Long.MAX_VALUE || call.isOver()) {
            return;
        }
        Contribution given = contribution(call);
        String said = script.fresh(
                call.asked().delivered(),
                call.asked().manner() == Asked.Manner.REPLAY,
                call.certain().text());
        // Half a character waits for its other half; at a seam, what may still turn out to be a repetition waits, too.
        int mayWait = given.isFirst() ? 1 : 20;
        check(given.length() >= said.length() - mayWait, "P4: an event that is ready does not leave at once");
    }

    /** Notes a promise that was broken, unless the condition holds. */
    void check(boolean holds, String promise) {
        if (!holds) {
            broken(promise);
        }
    }

    void broken(String promise) {
        broken.add(time.now().toMillis() + " ms: " + promise);
    }

    /** Promises that were broken while it ran. */
    List<String> broken() {
        return broken;
    }

    String prompt() {
        return question.name();
    }

    Question question() {
        return question;
    }

    boolean streaming() {
        return question.streaming();
    }

    int choices() {
        return question.choices();
    }

    boolean withTools() {
        return question.tools();
    }

    /** Whether what this call adds must make the whole a JSON object. */
    boolean isJudgedAsAWhole(SimulatedCall call) {
        Script script = call.performance().script();
        Asked.Manner manner = call.asked().manner();
        return question.structured()
                && (manner == Asked.Manner.PREFILL || manner == Asked.Manner.ANCHOR)
                && script != null
                && script.finish().equals("stop");
    }

    /** The one text that all its targets give, null where each gives its own. */
    @Nullable
    String ownText() {
        return question.ownText();
    }

    int messages() {
        return question.prefillable() ? 1 : 2;
    }

    ChatRequest chat() {
        return chat;
    }

    Route route() {
        return route;
    }

    RoutePolicy policy() {
        return route.policy();
    }

    Story story() {
        return story;
    }

    SimulatedClient client() {
        return client;
    }

    List<SimulatedCall> calls() {
        return calls;
    }

    /** Whether more than one call had a part in it. */
    boolean isResumed() {
        return calls.stream().filter(call -> contribution(call).isUseful()).count() > 1;
    }

    Contribution contribution(SimulatedCall call) {
        return contributions.get(call);
    }

    /** The text handed out so far, of the first choice. */
    String text() {
        return text.toString();
    }

    /** Whether the client has been given thoughts. */
    boolean hasThoughts() {
        return contributions.values().stream()
                .anyMatch(given -> !given.reasoning().isEmpty());
    }

    long began() {
        return began;
    }

    /** When the relay ended it, -1 while it has not. */
    long ended() {
        return ended;
    }

    @Nullable
    SignalType end() {
        return end;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    List<Target> targets() {
        return route.tiers().stream()
                .flatMap(tier -> tier.targets().stream())
                .map(Route.Weighted::target)
                .toList();
    }

    /** The target that is meant by a request to this provider. */
    Target target(Provider provider, JsonNode body) {
        return targets().stream()
                .filter(target -> target.provider().equals(provider))
                .filter(target -> target.model().equals(body.path("model").asString("")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a call to a target that is not on the route"));
    }

    @Override
    public String toString() {
        StringBuilder tale = new StringBuilder();
        tale.append("%s %s%n%s%n%s%n".formatted(question, client.end(), route.tiers(), policy()));
        for (Moment moment : story.moments()) {
            tale.append("  %d ms %s%n".formatted(moment.at().toMillis(), moment));
        }
        for (SimulatedCall call : calls) {
            tale.append("  call: %s; gave %s%n"
                    .formatted(call, Wire.quoted(contribution(call).text())));
        }
        tale.append("  client: ").append(new String(client.got(), java.nio.charset.StandardCharsets.UTF_8));
        return tale.toString();
    }
}
