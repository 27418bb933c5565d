package dev.baton.bedrock;

import dev.baton.dialect.anthropic.ClaudeModel;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a model by its id, which names its vendor, perhaps behind a region ({@code eu.anthropic.claude-…}) or an address
 * ({@code arn:…/eu.anthropic.claude-…}). Of an id that names none, such as that of a profile of an application, nothing is known, and
 * nothing is held back.
 *
 * @param vendor empty for one that is not known
 */
record BedrockModel(String vendor, ClaudeModel claude) {

    private static final String ANTHROPIC = "anthropic";
    private static final String AMAZON = "amazon";
    private static final String MISTRAL = "mistral";

    private static final Pattern ID = Pattern.compile("(?:[a-z-]{2,6}\\.)?(?<vendor>[a-z0-9]+)\\.(?<name>[a-z].*)");

    /** Whose models follow a JSON schema, besides Claude. */
    private static final Set<String> FOLLOW_SCHEMAS =
            Set.of("deepseek", "google", "minimax", MISTRAL, "moonshot", "moonshotai", "nvidia", "openai", "qwen");

    static BedrockModel of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        Matcher id = ID.matcher(name.substring(name.lastIndexOf('/') + 1));
        return id.matches()
                ? new BedrockModel(id.group("vendor"), ClaudeModel.of(id.group("name")))
                : new BedrockModel("", ClaudeModel.of(name));
    }

    /** Whether it takes what Claude alone takes, as far as this version of Claude does. */
    boolean takesWordsOfClaude() {
        return vendor.isEmpty() || vendor.equals(ANTHROPIC);
    }

    boolean isNova() {
        return vendor.equals(AMAZON);
    }

    boolean thinks() {
        return takesWordsOfClaude() && claude.thinks();
    }

    boolean followsSchemas() {
        return takesWordsOfClaude() ? claude.followsSchemas() : FOLLOW_SCHEMAS.contains(vendor);
    }

    boolean keepsMarkedPrompts() {
        return takesWordsOfClaude() || isNova();
    }

    /** Whether it can be made to call a tool. */
    boolean canBeMadeToCall() {
        return canBeMadeToCallOne() || vendor.equals(MISTRAL);
    }

    /** Whether it can be made to call a certain tool. */
    boolean canBeMadeToCallOne() {
        return takesWordsOfClaude() ? !claude.refusesForcedTools() : isNova();
    }
}
