package dev.baton.gateway.cli;

import dev.baton.gateway.Gateway;
import dev.baton.gateway.settings.Problem;
import dev.baton.gateway.settings.SettingsFile;
import dev.baton.gateway.settings.SettingsFile.News;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the configuration file of a running gateway until it is closed. It reads the file every second: a few kilobytes, where a
 * {@code WatchService} misses links that change on the way, files mounted by themselves and network file systems.
 */
final class ConfigurationWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final SettingsFile file;
    private final Gateway gateway;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("baton-configuration").factory());

    // It looks until it is closed, and no look fails.
    @SuppressWarnings("FutureReturnValueIgnored")
    ConfigurationWatch(SettingsFile file, Gateway gateway) {
        this.file = file;
        this.gateway = gateway;
        thread.scheduleWithFixedDelay(
                () -> trying(() -> obey(file.look())), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads the file now, whether it has changed or not. */
    void reread() {
        thread.execute(() -> trying(() -> obey(file.reread())));
    }

    private void obey(News news) {
        switch (news) {
            case News.Changed good -> gateway.reload(good.settings());
            case News.Broken bad -> complain(bad.problems());
            case News.Nothing none -> {}
        }
    }

    private void complain(List<Problem> problems) {
        LOG.error("{} is not loaded, what was in force stays in force:", file.path());
        problems.forEach(problem -> LOG.error("{}", problem));
    }

    /** A schedule ends with the first exception. */
    private static void trying(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException defect) {
            LOG.error("the configuration was not loaded", defect);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
