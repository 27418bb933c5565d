package dev.baton.relay;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.known.Dialects;
import dev.baton.dialect.openai.ChatRequest;
import dev.baton.dialect.openai.Chunks;
import dev.baton.resilience.AnswerFailed;
import dev.baton.resilience.Memory;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.test.subscriber.TestSubscriber;

/** One client, its answer, and the targets behind it, in virtual time. */
final class Scene {

    static final String STREAM =
            "{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    static final String DETERMINISTIC = STREAM.replace("\"stream\":true", "\"stream\":true,\"temperature\":0");
    static final String WHOLE = STREAM.replace("\"stream\":true", "\"stream\":false");

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final Time time = new Time(clock, () -> clock.now(TimeUnit.NANOSECONDS));
    private final ScriptedUpstream upstream = new ScriptedUpstream(clock);
    private final List<Moment> told = new ArrayList<>();
    private final Story story = new Story("r1", "chat", time, (story, moment) -> told.add(moment));
    private final RoutePolicy policy;
    private final ChatRequest request;
    private final Target[] targets;
    private final Relay relay;
    private TestSubscriber<AnswerEvent> client = TestSubscriber.create();

    Scene(RoutePolicy policy, String request, Target... targets) {
        this(new Memory(), policy, request, targets);
    }

    /** A scene in a process in which something has been learned before. */
    Scene(Memory memory, RoutePolicy policy, String request, Target... targets) {
        this.relay = new Relay(upstream, List.of(), memory, new Random(1), InstantSource.system());
        this.policy = policy;
        this.request = ChatRequest.parse(Chunks.utf8(request));
        this.targets = targets;
    }

    static Scene of(Target... targets) {
        return new Scene(RoutePolicy.DEFAULT, STREAM, targets);
    }

    Scene plays(Target target, Script... scripts) {
        upstream.plays(target, scripts);
        return this;
    }

    /** The client asks, wants everything, and time passes until nothing more happens within an hour. */
    Scene toItsEnd() {
        return asks(Long.MAX_VALUE).passes(Duration.ofHours(1));
    }

    /** The client asks, and wants so many events for now. */
    Scene asks(long events) {
        client = TestSubscriber.builder().initialRequest(events).build();
        RelayRequest asked = new RelayRequest(Targets.route(policy, targets), Dialects.calls(request), story, time);
        relay.answer(asked).subscribe(client);
        return this;
    }

    Scene wants(long more) {
        client.request(more);
        return this;
    }

    Scene leaves() {
        client.cancel();
        return this;
    }

    /** Whoever carries the answer has to go. */
    Scene shutsDown() {
        relay.close();
        return passes(Duration.ZERO);
    }

    Scene passes(Duration duration) {
        clock.advanceTimeBy(duration);
        return this;
    }

    ScriptedUpstream upstream() {
        return upstream;
    }

    Story story() {
        return story;
    }

    List<Moment> told() {
        return told;
    }

    List<AnswerEvent> events() {
        return client.getReceivedOnNext();
    }

    <P extends Part> List<P> parts(Class<P> kind) {
        return events().stream()
                .flatMap(event -> event.parts().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    String text() {
        return parts(Part.Text.class).stream().map(Part.Text::text).collect(Collectors.joining());
    }

    boolean isComplete() {
        return client.isTerminatedComplete();
    }

    boolean isOver() {
        return client.isTerminated();
    }

    /** How the answer failed. */
    AnswerFailed failure() {
        return (AnswerFailed) client.expectTerminalError();
    }

    /** The texts of the moments that were told. */
    Stream<String> tale() {
        return told.stream().map(Object::toString);
    }
}
