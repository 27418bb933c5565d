package dev.baton.simulation.hour;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.ApiError;
import dev.baton.dialect.known.Dialects;
import dev.baton.dialect.openai.ChatRequest;
import dev.baton.relay.Relay;
import dev.baton.relay.RelayRequest;
import dev.baton.relay.Story;
import dev.baton.relay.Time;
import dev.baton.resilience.AnswerFailed;
import dev.baton.route.Route;
import dev.baton.simulation.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** A client, who wants one answer and takes everything at once; and what the client saw. */
final class Visit implements CoreSubscriber<AnswerEvent> {

    private final VirtualTime time;
    private final Counting wanted;
    private final long asked;
    private final StringBuilder text = new StringBuilder();
    private String opener = "";
    private String speaker = "";
    private int seams;
    private long firstToken = -1;
    private long ended = -1;
    private @Nullable Throwable failure;

    private Visit(VirtualTime time, Counting wanted) {
        this.time = time;
        this.wanted = wanted;
        this.asked = time.nanos();
    }

    /** A client asks now. */
    static Visit begin(VirtualTime time, Relay relay, Route route, Counting wanted) {
        Visit visit = new Visit(time, wanted);
        Time clock = new Time(time, time::nanos);
        ChatRequest chat = ChatRequest.parse(wanted.request());
        Story story = new Story("visit", route.model(), clock, (told, moment) -> {});
        relay.answer(new RelayRequest(route, Dialects.calls(chat), story, clock))
                .subscribe(visit);
        return visit;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(AnswerEvent event) {
        for (Part part : event.parts()) {
            if (part instanceof Part.Text said) {
                heard(event.head().id(), event.head().model());
                text.append(said.text());
            }
        }
    }

    private void heard(String call, String server) {
        if (speaker.isEmpty()) {
            opener = server;
            firstToken = time.nanos();
        } else if (!speaker.equals(call)) {
            seams++;
        }
        speaker = call;
    }

    @Override
    public void onError(Throwable error) {
        ended = time.nanos();
        failure = error;
    }

    @Override
    public void onComplete() {
        ended = time.nanos();
    }

    /** What the client got is an answer, or the beginning of one and an error of ours. */
    void examine() {
        boolean honest = failure == null || failure instanceof AnswerFailed;
        boolean whole = wanted.text().contentEquals(text);
        boolean part = wanted.text().startsWith(text.toString());
        if (ended < 0 || !honest || !(failure == null ? whole : part)) {
            throw new AssertionError("asked for " + wanted + ", and got \"" + text + "\", " + failure);
        }
    }

    long asked() {
        return asked;
    }

    boolean isComplete() {
        return failure == null;
    }

    /** The error that the client was told, and whether it came too late for a status; empty where there was none. */
    String failure() {
        return failure instanceof AnswerFailed failed
                ? ApiError.of(failed, "chat").code() + (isBegun() ? " in mid-answer" : "")
                : "";
    }

    boolean isBegun() {
        return firstToken >= 0;
    }

    boolean isBegunBy(String server) {
        return opener.equals(server);
    }

    /** How often the answer changed hands. */
    int seams() {
        return seams;
    }

    long firstToken() {
        return firstToken;
    }

    long toFirstToken() {
        return firstToken - asked;
    }

    long toEnd() {
        return ended - asked;
    }
}
