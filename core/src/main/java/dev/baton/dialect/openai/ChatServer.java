package dev.baton.dialect.openai;

import dev.baton.prompt.Thinking;
import dev.baton.route.Target;
import dev.baton.route.Vendor;
import dev.baton.route.Vendor.Quirk;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a server of this protocol wants to be told in another way than most. */
public record ChatServer(Optional<Vendor> vendor, String model) {

    static final String OLD_LIMIT = "max_tokens";
    static final String NEW_LIMIT = "max_completion_tokens";

    /** Those that take an effort of {@code none}: from GPT-5.1 on. */
    private static final Pattern STOPPABLE = Pattern.compile("gpt-(5\\.|[6-9]).*");

    private static final Pattern THINKERS = Pattern.compile("(o\\d|gpt-[5-9]).*");

    public static ChatServer of(Target target) {
        return new ChatServer(Vendor.of(target.provider()), target.model().toLowerCase(Locale.ROOT));
    }

    boolean has(Quirk quirk) {
        return vendor.filter(known -> known.has(quirk)).isPresent();
    }

    public boolean isStrict() {
        return has(Quirk.STRICT);
    }

    /** Whether the model can be told how much to think. */
    boolean thinks() {
        return isStrict() ? THINKERS.matcher(model).matches() : !has(Quirk.NO_EFFORT);
    }

    /** Whether the model understands to think this much: not at all is a word that OpenAI's first ones refuse. */
    public boolean takes(Thinking wanted) {
        boolean stops = !isStrict() || STOPPABLE.matcher(model).matches();
        return thinks() && (stops || !wanted.isOff());
    }

    /** Whether a wish is in vain; a model that never thinks is not told not to. */
    public boolean isLostOn(Thinking wanted) {
        return wanted.isOff() ? thinks() && !takes(wanted) : !thinks();
    }

    /** The name of a limit of tokens that every model here knows: OpenAI's thinking models refuse the old one. */
    String limitName() {
        return isStrict() ? NEW_LIMIT : OLD_LIMIT;
    }

    /** The name that the model refuses or reads over, if there is one. */
    Optional<String> unknownLimitName() {
        if (has(Quirk.OLD_LIMIT)) {
            return Optional.of(NEW_LIMIT);
        }
        return isStrict() && thinks() ? Optional.of(OLD_LIMIT) : Optional.empty();
    }
}
