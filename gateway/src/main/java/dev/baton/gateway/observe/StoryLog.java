package dev.baton.gateway.observe;

import dev.baton.relay.Moment;
import dev.baton.relay.Story;
import dev.baton.relay.StoryListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs stories when they end: those that took more than one attempt, did not end well or showed that a target has recovered
 * line by line at INFO, the others in one line at DEBUG.
 */
public final class StoryLog implements StoryListener {

    private static final Logger LOG = LoggerFactory.getLogger("baton.story");

    @Override
    public void told(Story story, Moment moment) {
        if (!(moment instanceof Moment.Ended ended)) {
            return;
        }
        if (isNews(story, ended)) {
            story.moments().forEach(each -> LOG.info("{}", line(story, each)));
        } else if (LOG.isDebugEnabled()) {
            LOG.debug("{}", line(story, ended));
        }
    }

    private static boolean isNews(Story story, Moment.Ended ended) {
        return story.attempts() > 1
                || ended.outcome() == Moment.Outcome.FAILED
                || story.moments().stream().anyMatch(Moment.HealthChanged.class::isInstance);
    }

    /** A moment as one line: which request, for what, when, what. */
    public static String line(Story story, Moment moment) {
        return "%s %s %6d ms  %s"
                .formatted(story.requestId(), story.model(), moment.at().toMillis(), moment);
    }
}
