package dev.baton.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Listens to everything that is logged, stack traces included, until it is closed. To be opened after a gateway has started. */
public final class Logs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private record Line(Level level, String text) {}

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();

    private Logs(Level level) {
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
        root.setLevel(level);
    }

    /** What an operator sees. */
    public static Logs usual() {
        return new Logs(Level.INFO);
    }

    /** What an operator sees who looks for a fault. */
    static Logs verbose() {
        return new Logs(Level.DEBUG);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(new Line(event.getLevel(), event.getLoggerName() + " " + event.getFormattedMessage() + " " + trace));
    }

    List<String> lines() {
        return lines.stream().map(Line::text).toList();
    }

    /** Warnings and errors. */
    public List<String> complaints() {
        return lines.stream()
                .filter(line -> line.level().isGreaterOrEqual(Level.WARN))
                .map(Line::text)
                .toList();
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(this);
        stop();
    }
}
