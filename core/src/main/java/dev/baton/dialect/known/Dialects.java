package dev.baton.dialect.known;

import dev.baton.dialect.ClientDialect;
import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.ProviderCalls;
import dev.baton.dialect.ProviderDialect;
import dev.baton.dialect.anthropic.MessagesDialect;
import dev.baton.dialect.anthropic.MessagesProvider;
import dev.baton.dialect.gemini.GeminiDialect;
import dev.baton.dialect.gemini.GeminiProvider;
import dev.baton.dialect.openai.ChatProvider;
import dev.baton.dialect.openai.ChatRequest;
import dev.baton.dialect.openai.CompletionsRequest;
import dev.baton.dialect.openai.EmbeddingsRequest;
import dev.baton.dialect.openai.OpenAiDialect;
import dev.baton.dialect.openai.OwnProvider;
import dev.baton.dialect.responses.ResponsesDialect;
import dev.baton.dialect.responses.ResponsesProvider;
import dev.baton.route.Protocol;
import dev.baton.route.Target;
import dev.baton.upstream.Signer;
import java.util.Map;
import java.util.Optional;

/** Which dialect belongs to which protocol. */
public final class Dialects {

    public static final ClientDialect CHAT = new OpenAiDialect(ChatRequest::parse);

    public static final ClientDialect COMPLETIONS = new OpenAiDialect(CompletionsRequest::parse);

    public static final ClientDialect EMBEDDINGS = new OpenAiDialect(EmbeddingsRequest::parse);

    public static final ClientDialect MESSAGES = new MessagesDialect();

    public static final ClientDialect RESPONSES = new ResponsesDialect();

    public static final ClientDialect GEMINI = new GeminiDialect();

    private static final ProviderDialect CHAT_PROVIDER = new ChatProvider();
    private static final ProviderDialect COMPLETIONS_PROVIDER = OwnProvider.completions();
    private static final ProviderDialect EMBEDDINGS_PROVIDER = OwnProvider.embeddings();
    private static final ProviderDialect MESSAGES_PROVIDER = new MessagesProvider();
    private static final ProviderDialect RESPONSES_PROVIDER = new ResponsesProvider();
    private static final ProviderDialect GEMINI_PROVIDER = new GeminiProvider();

    private Dialects() {}

    /** A protocol as providers speak it where they are asked for an answer. */
    public static ProviderDialect ofProviders(Protocol protocol) {
        return switch (protocol) {
            case OPENAI, AZURE -> CHAT_PROVIDER;
            case ANTHROPIC -> MESSAGES_PROVIDER;
            case RESPONSES -> RESPONSES_PROVIDER;
            case GEMINI -> GEMINI_PROVIDER;
            case BEDROCK -> ProtocolModules.of(protocol).dialect();
        };
    }

    /** What is missing for a protocol to be spoken with providers: the name of a module; empty where nothing is. */
    public static Optional<String> missing(Protocol protocol) {
        return protocol == Protocol.BEDROCK && !ProtocolModules.has(protocol)
                ? Optional.of("baton-bedrock")
                : Optional.empty();
    }

    /** What proves to providers who asks, by protocol; those that are not there know their callers by a key. */
    public static Map<Protocol, Signer> signers() {
        return ProtocolModules.signers();
    }

    private static ProviderDialect of(Target target) {
        return switch (target.service()) {
            case CHAT -> ofProviders(target.provider().protocol());
            case COMPLETION -> COMPLETIONS_PROVIDER;
            case EMBEDDING -> EMBEDDINGS_PROVIDER;
        };
    }

    /** A request, as it is put to providers of any protocol. */
    public static ProviderCalls calls(ClientRequest request) {
        return new ProviderCalls(request, Dialects::of);
    }
}
