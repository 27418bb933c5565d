package dev.baton.resilience;

import dev.baton.route.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a plan looks at besides its answer: what is known of the targets. It changes while the answer is carried. */
public interface Outlook {

    /** Whether a target is known not to continue an answer although it should. */
    boolean refusesPrefill(Target target);

    /** How it stands with a target now. */
    Standing standing(Target target);

    /** Within which time 19 of 20 streams of a target begin; null while too few are known. */
    @Nullable
    Duration usualWait(Target target);
}
