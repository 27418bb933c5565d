package dev.baton.simulation.hour;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.simulation.VirtualTime;
import dev.baton.upstream.CallFailed;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** The body of an answer: an event for every number, each in its time and when it is wanted, unless trouble comes. */
final class Speech extends Flux<byte[]> implements Subscription {

    private static final String FINISH =
            ",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private final VirtualTime time;
    private final Server server;
    private final String head;
    private final int last;
    private final Queue<byte[]> ready = new ArrayDeque<>(2);
    private final Disposable.Swap coming = Disposables.swap();
    private @Nullable CoreSubscriber<? super byte[]> reader;
    private int next;
    private long wanted;
    private boolean emitting;
    private boolean said;
    private boolean lost;
    private boolean over;

    Speech(VirtualTime time, Server server, String id, Counting asked) {
        this.time = time;
        this.server = server;
        this.head = "data: {\"id\":\"" + id
                + "\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,\"model\":\"" + server.name() + "\"";
        this.next = asked.from();
        this.last = asked.to();
    }

    @Override
    public void subscribe(CoreSubscriber<? super byte[]> actual) {
        reader = actual;
        actual.onSubscribe(this);
        goOn();
    }

    @Override
    public void request(long more) {
        wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
        emit();
    }

    @Override
    public void cancel() {
        coming.dispose();
        over();
    }

    private void goOn() {
        switch (server.fate()) {
            case SPEAKS -> speak();
            case IS_SILENT -> {}
            case BREAKS -> {
                lost = true;
                emit();
            }
        }
    }

    private void speak() {
        said = next > last;
        ready.add((head + (said ? FINISH : saying(Counting.piece(next++)))).getBytes(UTF_8));
        if (!said) {
            coming.update(time.after(server.pause(), this::goOn));
        }
        emit();
    }

    private static String saying(String text) {
        return ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}\n\n";
    }

    private void emit() {
        if (emitting || reader == null) {
            return;
        }
        emitting = true;
        while (!over && wanted > 0 && !ready.isEmpty()) {
            wanted--;
            reader.onNext(ready.remove());
        }
        emitting = false;
        if (!over && ready.isEmpty()) {
            end(reader);
        }
    }

    private void end(CoreSubscriber<? super byte[]> to) {
        if (lost) {
            over();
            to.onError(new CallFailed(CallFailed.Stage.BODY, "connection reset in the middle of the response"));
        } else if (said) {
            over();
            to.onComplete();
        }
    }

    private void over() {
        if (!over) {
            over = true;
            server.isLeft();
        }
    }
}
