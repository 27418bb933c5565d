package dev.baton.gateway.settings;

import dev.baton.route.Protocol;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Base URLs that no provider of a protocol has: mostly a part too much, or a part too little. */
final class MisplacedUrl {

    private static final String OPENAI_HOST = "api.openai.com";
    private static final String GOOGLE_HOST = "generativelanguage.googleapis.com";

    private MisplacedUrl() {}

    /** What is expected in place of this; empty where nothing speaks against it. */
    static Optional<String> expected(URI url, Protocol protocol) {
        String path = url.getPath() + "/";
        return Optional.ofNullable(
                switch (protocol) {
                    case OPENAI, RESPONSES -> ofOpenAi(url.getHost(), path);
                    case AZURE -> path.contains("/openai/") ? "the part before /openai, which is appended" : null;
                    case GEMINI -> ofGemini(path);
                    case ANTHROPIC, BEDROCK -> null;
                });
    }

    private static @Nullable String ofOpenAi(String host, String path) {
        if (host.equals(OPENAI_HOST) && path.equals("/")) {
            return "https://" + OPENAI_HOST + "/v1";
        }
        return host.equals(GOOGLE_HOST) && !path.contains("/openai/")
                ? "https://" + GOOGLE_HOST + "/v1beta/openai, or protocol: gemini"
                : null;
    }

    private static @Nullable String ofGemini(String path) {
        if (path.contains("/models/")) {
            return "the part before /models, which is appended";
        }
        if (path.endsWith("/openai/")) {
            return "the part before /openai, where the protocol openai is spoken";
        }
        return path.contains("/projects/") && !path.contains("/publishers/")
                ? "a URL that goes on with /publishers/google"
                : null;
    }
}
