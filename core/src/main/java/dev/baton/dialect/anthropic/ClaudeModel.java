package dev.baton.dialect.anthropic;

import dev.baton.prompt.Thinking;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a model of this protocol by its name. Others than Anthropic serve it, too: of a name that is not one of
 * Anthropic's nothing is known, and nothing is held back.
 */
public record ClaudeModel(boolean isClaude, String family, int version) {

    private static final Pattern NAME =
            Pattern.compile("claude-(?:(?<family>[a-z]+)-)?(?<major>\\d{1,2})(?:[-.](?<minor>\\d{1,2}))?(?!\\d).*");

    /** A name of Anthropic's without a number, or of a family that counts from anew. */
    private static final int NEWEST = 9_900;

    private static final Set<String> OLD_FAMILIES = Set.of("", "instant", "haiku", "sonnet", "opus");

    private static final int V3_5 = 305;
    private static final int V4 = 400;
    private static final int V4_5 = 405;
    private static final int V4_6 = 406;
    private static final int V4_7 = 407;
    private static final int V5 = 500;
    private static final int V5_5 = 505;

    public static ClaudeModel of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        String bare = name.substring(name.lastIndexOf('/') + 1);
        Matcher matcher = NAME.matcher(bare);
        if (!matcher.matches()) {
            return new ClaudeModel(bare.startsWith("claude"), "", bare.startsWith("claude") ? NEWEST : 0);
        }
        String family = Objects.requireNonNullElse(matcher.group("family"), "");
        return new ClaudeModel(true, family, OLD_FAMILIES.contains(family) ? version(matcher) : NEWEST);
    }

    private static int version(Matcher name) {
        String minor = Objects.requireNonNullElse(name.group("minor"), "0");
        return Integer.parseInt(name.group("major")) * 100 + Integer.parseInt(minor);
    }

    /** Whether temperature and the like are answered with 400: Opus 4.7 and later, all of 5. */
    public boolean refusesSampling() {
        return isClaude && (version >= V5 || (version >= V4_7 && family.equals("opus")));
    }

    /** Whether temperature and top_p together are answered with 400. */
    public boolean wantsOneOfTemperatureAndTopP() {
        return isClaude && version >= V4;
    }

    /** Whether it decides for itself how much to think, given an effort; else it is given a budget. */
    public boolean thinksAdaptively() {
        return isClaude && version >= V4_6;
    }

    /** What it calls an effort; {@code xhigh} is newer than the others. */
    public String wordFor(Thinking.Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL -> "low";
            case XHIGH -> version >= V4_7 ? "xhigh" : "high";
            case LOW, MEDIUM, HIGH, MAX -> effort.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether it thinks at all when it is told to: Claude before 3.7 does not. */
    public boolean thinks() {
        return !isClaude || version > V3_5;
    }

    /** Whether it cannot be told not to: Opus 5.5 and later, and the families that are newer. */
    public boolean alwaysThinks() {
        return isClaude && version >= V5_5 && !family.equals("sonnet") && !family.equals("haiku");
    }

    /** Whether being made to call a tool is answered with 400. */
    public boolean refusesForcedTools() {
        return isClaude && version >= V5_5 && family.equals("opus");
    }

    /** Whether it follows a JSON schema. */
    public boolean followsSchemas() {
        return !isClaude || version >= V4_5;
    }

    /** How many tokens are asked for where the client sets no limit; the protocol wants one. */
    public long defaultLimit() {
        if (!isClaude || version >= V4) {
            return 16_384;
        }
        return version >= V3_5 ? 8_192 : 4_096;
    }
}
