package dev.baton.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags for what goes wrong, and how often. */
final class FaultFlags {

    @Option(
            names = "--die",
            paramLabel = "rst|fin",
            converter = Words.OfDeath.class,
            description = "How a connection breaks: reset (default) or closed without the body's end.")
    private Death die = Death.RST;

    @Option(names = "--die-after", paramLabel = "K", description = "Break after k tokens; 0 is just after the role.")
    private @Nullable Integer dieAfter;

    @Option(names = "--die-at-byte", paramLabel = "N", description = "Break after n bytes of the whole response.")
    private @Nullable Long dieAtByte;

    @Option(names = "--die-at-body-byte", paramLabel = "N", description = "Break after n bytes of the body.")
    private @Nullable Long dieAtBodyByte;

    @Option(
            names = "--die-at",
            paramLabel = "STAGE",
            converter = Words.OfStage.class,
            description = "Break here: before-headers, after-headers, after-role, after-finish, after-done.")
    private Point.@Nullable Stage dieAt;

    @Option(names = "--stall-after", paramLabel = "K", description = "Fall silent after k tokens.")
    private @Nullable Integer stallAfter;

    @Option(
            names = "--stall-at",
            paramLabel = "STAGE",
            converter = Words.OfStage.class,
            description = "Fall silent here; after-done keeps the connection open after [DONE].")
    private Point.@Nullable Stage stallAt;

    @Option(
            names = "--stall-comments",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Silence with a comment every so often.")
    private @Nullable Duration stallComments;

    @Option(
            names = "--say",
            paramLabel = "WHAT",
            converter = Words.OfSaying.class,
            description =
                    "Say after --say-after tokens: error (default), error-done, error-event, error-line, abort, null-finish, "
                            + "malformed-json, truncated-line, invalid-utf8, oversize-event, comment-flood.")
    private @Nullable Saying say;

    @Option(names = "--say-after", paramLabel = "K", description = "When to say it; 0 if not given.")
    private @Nullable Integer sayAfter;

    @Option(names = "--first", paramLabel = "N", description = "Only the first n requests fail.")
    private @Nullable Integer first;

    @Option(names = "--every", paramLabel = "K", description = "Only every k-th request fails.")
    private @Nullable Integer every;

    Script apply(Script script) {
        Script changed = saying(stalling(dying(script)));
        changed = first == null ? changed : changed.first(first);
        return every == null ? changed : changed.every(every);
    }

    private Script dying(Script script) {
        requireCount("--die-after", dieAfter);
        requireCount("--die-at-byte", dieAtByte);
        requireCount("--die-at-body-byte", dieAtBodyByte);
        Script changed = dieAfter == null ? script : script.dieAfter(dieAfter, die);
        changed = dieAtByte == null ? changed : changed.dieAt(Point.wireByte(dieAtByte), die);
        changed = dieAtBodyByte == null ? changed : changed.dieAt(Point.bodyByte(dieAtBodyByte), die);
        return dieAt == null ? changed : changed.dieAt(dieAt, die);
    }

    private Script stalling(Script script) {
        requireCount("--stall-after", stallAfter);
        Script changed = stallAfter == null ? script : stalled(script, Point.afterTokens(stallAfter));
        changed = stallAt == null ? changed : stalled(changed, stallAt);
        Check.that(
                stallComments == null || stallAfter != null || stallAt != null,
                "--stall-comments",
                String.valueOf(stallComments),
                "--stall-after or --stall-at beside it");
        return changed;
    }

    private Script stalled(Script script, Point point) {
        return stallComments == null ? script.stallAt(point) : script.stallWithComments(point, stallComments);
    }

    private Script saying(Script script) {
        requireCount("--say-after", sayAfter);
        if (say == null && sayAfter == null) {
            return script;
        }
        Saying what = say == null ? Saying.ERROR : say;
        return script.sayAfter(sayAfter == null ? 0 : sayAfter, what.outburst());
    }

    private static void requireCount(String flag, @Nullable Number found) {
        Check.that(found == null || found.longValue() >= 0, flag, String.valueOf(found), "0 or more");
    }
}
