package dev.baton.gateway.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator tells the process by signals: to end (SIGTERM, or SIGINT from the keyboard), to end at once (either of them again),
 * and to read its configuration again (SIGHUP).
 */
final class Signals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private static final String READ_AGAIN = "HUP";

    private final CountDownLatch toldToEnd = new CountDownLatch(1);
    private final JvmSignals source = new JvmSignals(List.of("TERM", "INT", READ_AGAIN), this::heard);
    private volatile Runnable atOnce = () -> {};
    private volatile Runnable readAgain = () -> {};
    private volatile int exitCode;

    /** Waits until the process is told to end; later signals do what they are told here. */
    void await(Runnable whenAtOnce, Runnable whenReadAgain) throws InterruptedException {
        atOnce = whenAtOnce;
        readAgain = whenReadAgain;
        toldToEnd.await();
    }

    private synchronized void heard(String name) {
        if (name.equals(READ_AGAIN)) {
            readAgain.run();
        } else if (toldToEnd.getCount() > 0) {
            LOG.info("SIG{}: the gateway ends; once more ends it at once", name);
            toldToEnd.countDown();
        } else {
            LOG.warn("SIG{} again: the gateway ends at once", name);
            exitCode = name.equals("INT") ? 130 : 143;
            atOnce.run();
        }
    }

    /** 0 when the process ends in its own time; when it was told twice, what shells make of a process that a signal has ended. */
    int exitCode() {
        return exitCode;
    }

    @Override
    public void close() {
        source.close();
    }
}
