package dev.baton.dialect.known;

import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.ProviderCalls;
import dev.baton.dialect.ProviderDialect;
import dev.baton.dialect.anthropic.MessagesDialect;
import dev.baton.dialect.anthropic.MessagesProvider;
import dev.baton.dialect.openai.ChatDialect;
import dev.baton.dialect.openai.ChatProvider;
import dev.baton.route.Protocol;

/** Which dialect belongs to which protocol. */
public final class Dialects {

    public static final ClientDialect CHAT = new ChatDialect();

    public static final ClientDialect MESSAGES = new MessagesDialect();

    private static final ProviderDialect CHAT_PROVIDER = new ChatProvider();
    private static final ProviderDialect MESSAGES_PROVIDER = new MessagesProvider();

    private Dialects() {}

    /** A protocol as providers speak it. */
    public static ProviderDialect ofProviders(Protocol protocol) {
        return switch (protocol) {
            case OPENAI -> CHAT_PROVIDER;
            case ANTHROPIC -> MESSAGES_PROVIDER;
        };
    }

    /** A request, as it is put to providers of any protocol. */
    public static ProviderCalls calls(ClientRequest request) {
        return new ProviderCalls(request, Dialects::ofProviders);
    }
}
