package dev.baton.dialect.openai;

import dev.baton.route.Protocol;
import dev.baton.route.Target;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is known of a server of this protocol by its address: OpenAI's own refuse what others ignore or want.
 *
 * @param isStrict whether it is OpenAI's or Azure's, which answer 400 to what they do not know
 * @param isMistral whether it wants tool ids of nine letters and digits
 * @param thinks whether the model can be told how much to think
 */
record ChatServer(boolean isStrict, boolean isMistral, boolean thinks) {

    private static final Pattern THINKERS = Pattern.compile("(o\\d|gpt-[5-9]).*");

    static ChatServer of(Target target) {
        URI address = target.provider().baseUrl();
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        boolean strict = target.provider().protocol() == Protocol.AZURE
                || host.equals("api.openai.com") || host.endsWith(".openai.azure.com");
        boolean mistral = host.endsWith(".mistral.ai");
        boolean thinks = !strict
                || THINKERS.matcher(target.model().toLowerCase(Locale.ROOT)).matches();
        return new ChatServer(strict, mistral, thinks && !mistral);
    }

    /** OpenAI's thinking models refuse the old name, most others know no other. */
    String limitName() {
        return isStrict ? "max_completion_tokens" : "max_tokens";
    }
}
