package dev.baton.testkit;

import dev.baton.testkit.RequestEnd.Way;
import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A caller's connection, served by two threads: the <em>player</em> performs one screenplay after the other, the
 * <em>reader</em> reads requests and, because it always reads, sees the caller leave while the player waits. It then
 * interrupts the player, which ends whatever the player is doing.
 */
final class Connection {

    /** How long a side that has sent its FIN waits for the other's: closing at once could turn the FIN into a reset. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** What a caller's request leads to. */
    interface Director {
        /**
         * A screenplay and who keeps the record of it.
         *
         * @param received null for a request that is not recorded
         */
        record Production(Screenplay screenplay, @Nullable ReceivedRequest received) {}

        Production direct(HttpRequest request, int connection);
    }

    private final Socket socket;
    private final int number;
    private final Director director;
    private final Semaphore releases;
    private final BlockingQueue<HttpRequest> inbox = new LinkedBlockingQueue<>();
    private final ReentrantLock stage = new ReentrantLock();
    private volatile @Nullable Long leftAt;
    private volatile boolean stopped;
    private volatile @Nullable Thread player;

    Connection(Socket socket, int number, Director director, Semaphore releases) {
        this.socket = socket;
        this.number = number;
        this.director = director;
        this.releases = releases;
    }

    /** Serves the caller until one side ends the connection; to be called once, on the player's thread. */
    void serve() {
        player = Thread.currentThread();
        try (socket) {
            socket.setTcpNoDelay(true);
            Thread.ofVirtual().name("provider-reader-" + number).start(this::read);
            boolean open = true;
            @Nullable Duration surplusAfter = null;
            while (open) {
                HttpRequest request = next(surplusAfter);
                Director.Production production = director.direct(request, number);
                open = perform(production);
                surplusAfter = production.screenplay().surplusAfter();
            }
        } catch (IOException | InterruptedException ended) {
            // The caller left between two requests, or the provider was closed.
        }
    }

    /** Breaks the connection from outside. */
    void stop(Death how) {
        stopped = true;
        try {
            socket.setSoLinger(how == Death.RST, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // That is what was wanted.
        }
        Thread playing = player;
        if (playing != null) {
            playing.interrupt();
        }
    }

    /** Sends a surplus response if no response is being sent; waits shortly for one that is ending. */
    boolean sendSurplus() {
        try {
            if (!stage.tryLock(250, TimeUnit.MILLISECONDS)) {
                return false;
            }
            try {
                write(Screenplay.surplus());
                return true;
            } finally {
                stage.unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException gone) {
            return false;
        }
    }

    private HttpRequest next(@Nullable Duration surplusAfter) throws IOException, InterruptedException {
        if (surplusAfter != null) {
            HttpRequest early = inbox.poll(surplusAfter.toNanos(), TimeUnit.NANOSECONDS);
            if (early != null) {
                return early;
            }
            write(Screenplay.surplus());
        }
        try {
            return inbox.take();
        } catch (InterruptedException left) {
            // A caller that leaves right after its request has asked all the same.
            HttpRequest last = inbox.poll();
            if (last == null) {
                throw left;
            }
            return last;
        }
    }

    /** Returns whether the connection is still open for another request. */
    private boolean perform(Director.Production production) throws IOException, InterruptedException {
        Screenplay screenplay = production.screenplay();
        ReceivedRequest received = production.received();
        boolean broken = false;
        stage.lock();
        try {
            broken = play(screenplay, received);
        } catch (IOException | InterruptedException cut) {
            Long seen = leftAt;
            long end = stopped || seen == null ? System.nanoTime() : seen;
            ended(received, stopped ? Way.PROVIDER_CLOSED : Way.CALLER_LEFT, end);
            throw cut;
        } finally {
            stage.unlock();
        }
        if (screenplay.closes() && !broken) {
            socket.shutdownOutput();
        }
        if (screenplay.closes() || broken) {
            awaitFin();
            return false;
        }
        return true;
    }

    /** Returns whether the connection broke as scripted. */
    private boolean play(Screenplay screenplay, @Nullable ReceivedRequest received)
            throws IOException, InterruptedException {
        boolean failed = !screenplay.healthy();
        for (Step step : screenplay.steps()) {
            if (leftAt != null) {
                throw new InterruptedException("the caller left");
            }
            if (step instanceof Step.Die die) {
                breakOff(die.how());
                ended(received, Way.FAILED_AS_SCRIPTED, System.nanoTime());
                return true;
            }
            perform(step, received);
            failed |= step instanceof Write write && write.part() == Part.OUTBURST;
        }
        ended(received, failed ? Way.FAILED_AS_SCRIPTED : Way.COMPLETED, System.nanoTime());
        return false;
    }

    private void perform(Step step, @Nullable ReceivedRequest received) throws IOException, InterruptedException {
        switch (step) {
            case Write write -> {
                write(write.bytes());
                if (received != null) {
                    received.sent(write.tokens());
                }
            }
            case Step.Pause pause -> Thread.sleep(pause.length());
            case Step.Gate gate -> releases.acquire(gate.releases());
            case Step.Stall stall -> Thread.sleep(Duration.ofSeconds(Long.MAX_VALUE));
            case Step.Babble babble -> {
                while (true) {
                    Thread.sleep(babble.every());
                    write(babble.comment());
                }
            }
            case Step.Die die -> throw new AssertionError("the end of a connection is not a step on the way");
        }
    }

    private void breakOff(Death how) throws IOException {
        switch (how) {
            case RST -> {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            case FIN -> socket.shutdownOutput();
        }
    }

    /** A caller that goes on sending instead of closing is not waited for. */
    private void awaitFin() throws InterruptedException {
        HttpRequest unwelcome = inbox.poll(LINGER.toNanos(), TimeUnit.NANOSECONDS);
        if (unwelcome != null) {
            inbox.clear();
        }
    }

    private static void ended(@Nullable ReceivedRequest received, Way way, long nanoTime) {
        if (received != null) {
            received.ended(way, nanoTime);
        }
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private void read() {
        try {
            RequestReader reader = new RequestReader(socket.getInputStream(), this::sayContinue);
            for (Optional<HttpRequest> request = reader.read(); request.isPresent(); request = reader.read()) {
                inbox.add(request.get());
            }
        } catch (RequestReader.MalformedRequest malformed) {
            refuse(malformed);
        } catch (IOException gone) {
            // A caller whose bytes cannot be read is as gone as one that closed the connection.
        }
        leftAt = System.nanoTime();
        Thread playing = player;
        if (playing != null) {
            playing.interrupt();
        }
    }

    private void refuse(RequestReader.MalformedRequest malformed) {
        byte[] body = Reply.error(400, "invalid_request_error", null, String.valueOf(malformed.getMessage()))
                .body();
        Head head = new Head("HTTP/1.1", 400)
                .add("Content-Type", "application/json")
                .add("Content-Length", Integer.toString(body.length))
                .add("Connection", "close");
        writeIfIdle(head.bytes());
        writeIfIdle(body);
    }

    private void sayContinue() {
        writeIfIdle(new Head("HTTP/1.1", 100).bytes());
    }

    private void writeIfIdle(byte[] bytes) {
        if (stage.tryLock()) {
            try {
                write(bytes);
            } catch (IOException gone) {
                // The reader sees it next.
            } finally {
                stage.unlock();
            }
        }
    }
}
