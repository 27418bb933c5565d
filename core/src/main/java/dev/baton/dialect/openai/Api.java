package dev.baton.dialect.openai;

import dev.baton.dialect.ProviderDialect.Envelope;
import dev.baton.route.Protocol;
import dev.baton.route.Target;
import java.util.Map;

/** One of OpenAI's APIs, and where providers serve it. */
enum Api {
    CHAT("/chat/completions"),
    COMPLETIONS("/completions"),
    EMBEDDINGS("/embeddings");

    private static final Map<String, String> STREAM =
            Map.of("content-type", "application/json", "accept", "text/event-stream");
    private static final Map<String, String> WHOLE =
            Map.of("content-type", "application/json", "accept", "application/json");

    private final String path;

    Api(String path) {
        this.path = path;
    }

    Envelope envelope(Target target, boolean streaming) {
        return new Envelope(at(target), streaming ? STREAM : WHOLE);
    }

    private String at(Target target) {
        return target.provider().protocol() == Protocol.AZURE ? AzurePath.of(target, path) : path;
    }
}
