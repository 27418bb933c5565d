package dev.baton.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.baton.gateway.settings.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class RefusalLogTest {

    private static final Unavailable FULL = Unavailable.tooManyInFlight(new Limits(7, 1, 1));

    private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long now = Long.MAX_VALUE - 5;
    private final RefusalLog log = new RefusalLog(() -> now);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    @Test
    void tellsTheFirstAtOnceAndTheOthersTogether() {
        for (int i = 0; i < 1_000; i++) {
            log.refused(FULL);
        }
        now += RefusalLog.PERIOD.toNanos();
        log.refused(FULL);
        log.refused(FULL);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "1 requests refused since the last such line: The gateway is answering as many requests as it may"
                                + " (limits.in-flight: 7).",
                        "1000 requests refused since the last such line: The gateway is answering as many requests as it may"
                                + " (limits.in-flight: 7).");
    }
}
