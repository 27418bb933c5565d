package dev.baton.resilience;

import dev.baton.route.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which targets have lately refused to continue a half-written answer, whatever is declared or known of them: the next
 * answer that breaks does without that call. Says nothing of a target's health. One for all answers of a process; safe for
 * use by many threads.
 */
public final class PrefillRefusals {

    /** How long a refusal counts. Models are exchanged and servers updated, so it is tried again after that. */
    public static final Duration REMEMBERED = Duration.ofHours(1);

    private final Map<Target, Long> refusedAt = new ConcurrentHashMap<>();

    /**
     * Notes a refusal.
     *
     * @param now in nanoseconds of a monotonic clock, the same for all calls
     */
    public void learn(Target target, long now) {
        refusedAt.values().removeIf(at -> isOver(at, now));
        refusedAt.put(target, now);
    }

    /** Whether a target has refused within the last hour. */
    public boolean include(Target target, long now) {
        Long at = refusedAt.get(target);
        return at != null && !isOver(at, now);
    }

    /**
     * What was learned of all other targets is forgotten: for when the configuration has changed, with which a target becomes
     * another one.
     */
    public void retain(Set<Target> served) {
        refusedAt.keySet().retainAll(served);
    }

    private static boolean isOver(long at, long now) {
        return now - at >= REMEMBERED.toNanos();
    }
}
