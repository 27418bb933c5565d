package dev.baton.gateway.upstream;

import dev.baton.route.ConnectionReuse;
import dev.baton.route.Provider;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.CallFailed.Stage;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One call, from the search for a connection to the end of the answer. Everything happens on the loop of its connections;
 * only the methods of {@link Subscription} may be called from elsewhere.
 */
final class Call implements Subscription {

    private final UpstreamRequest request;
    private final Origin origin;
    private final LoopConnections connections;
    private final Subscriber<? super UpstreamResponse> caller;
    private final AtomicBoolean begun = new AtomicBoolean();

    private Stage stage = Stage.CONNECT;
    private boolean over;
    private LoopConnections.@Nullable Opening opening;
    private @Nullable Future<?> connectLimit;
    private @Nullable Connection connection;
    private @Nullable AnswerBody body;

    Call(UpstreamRequest request, LoopConnections connections, Subscriber<? super UpstreamResponse> caller) {
        this.request = request;
        this.origin = Origin.of(request.provider().baseUrl());
        this.connections = connections;
        this.caller = caller;
    }

    @Override
    public void request(long n) {
        if (begun.compareAndSet(false, true)) {
            connections.run(this::begin);
        }
    }

    private void begin() {
        if (over) {
            return;
        }
        Provider provider = request.provider();
        Connection rested = provider.reuse() == ConnectionReuse.POOLED ? connections.rested(origin) : null;
        if (rested == null) {
            connections.loop().execute(this::open);
        } else {
            send(rested);
        }
    }

    /**
     * As a task of its own, never from within the handling of another socket's event: Netty knows sockets by their descriptors.
     * A new one may get the descriptor of one that was just closed, and what the loop had already been told of that one, such
     * as its end, would be taken for the new one's.
     */
    private void open() {
        if (over) {
            return;
        }
        LoopConnections.Opening begun = connections.open(origin);
        opening = begun;
        connectLimit = connections
                .loop()
                .schedule(
                        () -> notConnected(new TimeoutException()),
                        request.connectLimit().toNanos(),
                        TimeUnit.NANOSECONDS);
        begun.connected().addListener(tcp -> {
            if (tcp.isSuccess()) {
                begun.encrypted().addListener(this::connected);
            } else {
                connected(tcp);
            }
        });
    }

    private void connected(Future<?> last) {
        LoopConnections.Opening opened = opening;
        if (opened == null) {
            return;
        }
        if (last.isSuccess()) {
            settled();
            send(opened.connection());
        } else {
            notConnected(last.cause());
        }
    }

    private void notConnected(Throwable cause) {
        LoopConnections.Opening failed = opening;
        if (failed != null) {
            settled();
            close(failed);
            fail(cause);
        }
    }

    // Nobody waits for it, and a channel that cannot be closed is closed.
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void close(LoopConnections.Opening unwanted) {
        unwanted.channel().close();
    }

    /** No connection is being opened any more. */
    private void settled() {
        opening = null;
        if (connectLimit != null) {
            connectLimit.cancel(false);
        }
    }

    private void send(Connection standing) {
        stage = Stage.BEFORE_HEADERS;
        connection = standing;
        standing.carry(this, RequestMessage.of(request, origin));
    }

    /** The status and the headers of the answer are there. */
    void begins(HttpResponse head) {
        if (over) {
            return;
        }
        stage = Stage.BODY;
        AnswerBody begun = new AnswerBody(this);
        body = begun;
        caller.onNext(new UpstreamResponse(head.status().code(), headers(head), begun));
        if (!over) {
            caller.onComplete();
        }
    }

    private static Map<String, String> headers(HttpResponse head) {
        Map<String, String> headers = new HashMap<>();
        head.headers()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return headers;
    }

    /** More of the body; the bytes are copied, so that no buffer outlives its read. */
    void brings(ByteBuf bytes) {
        if (body != null && bytes.isReadable()) {
            body.add(ByteBufUtil.getBytes(bytes));
        }
    }

    /** The answer has ended, and its connection is somebody else's by now. */
    void ends() {
        over = true;
        connection = null;
        if (body != null) {
            body.end(null);
        }
    }

    /** The connection broke under the call, or closed where {@code cause} is null. */
    void breaks(@Nullable Throwable cause) {
        connection = null;
        fail(cause);
    }

    private void fail(@Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        CallFailed failure = Breakage.of(cause, stage, origin);
        if (body == null) {
            caller.onError(failure);
        } else {
            body.end(failure);
        }
    }

    /** Ends the call; a connection that is being opened, or that brings the answer, is closed. */
    @Override
    public void cancel() {
        connections.run(this::abandon);
    }

    private void abandon() {
        LoopConnections.Opening unfinished = opening;
        if (unfinished != null) {
            settled();
            close(unfinished);
        }
        // Whoever still reads a body is told that it broke: what is missing must not be taken for its end.
        over |= body == null;
        if (connection != null) {
            connection.close();
        }
    }

    void readOn(boolean wanted) {
        if (connection != null) {
            connection.readOn(wanted);
        }
    }

    void run(Runnable task) {
        connections.run(task);
    }
}
