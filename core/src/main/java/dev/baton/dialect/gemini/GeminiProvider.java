package dev.baton.dialect.gemini;

import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BodyReader;
import dev.baton.dialect.Expected;
import dev.baton.dialect.Losses;
import dev.baton.dialect.ProviderDialect;
import dev.baton.dialect.StreamReader;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Google Gemini, as providers speak it: AI Studio, whose base URL ends in a version, and Vertex AI, whose base URL ends in {@code
 * /publishers/google}. Streams are asked for as server-sent events, whatever the client reads.
 */
public final class GeminiProvider implements ProviderDialect {

    private static final String VERSION = "/v1beta";
    private static final Map<String, String> STREAM = headers("text/event-stream");
    private static final Map<String, String> WHOLE = headers("application/json");

    private static Map<String, String> headers(String accept) {
        return Map.of("content-type", "application/json", "accept", accept);
    }

    @Override
    public Envelope envelope(Target target, boolean streaming) {
        String method = streaming ? ":streamGenerateContent?alt=sse" : ":generateContent";
        return new Envelope(path(target) + method, streaming ? STREAM : WHOLE);
    }

    /** SDKs write the base URL without a version, people with it as often. A tuned model says in its name where it is. */
    private static String path(Target target) {
        String base = target.provider().baseUrl().getPath().replaceAll("/+$", "");
        String model = URLEncoder.encode(target.model(), StandardCharsets.UTF_8).replace("%2F", "/");
        return (base.isEmpty() ? VERSION : "") + (model.contains("/") ? "/" : "/models/") + model;
    }

    @Override
    public byte[] body(Prompt prompt, Step step, String delivered, Losses losses) {
        return new GeminiPromptWriter(step.target(), losses).write(prompt, step, delivered);
    }

    @Override
    public AnswerReader streamReader(Expected expected) {
        return new StreamReader(new GeminiStream(expected));
    }

    @Override
    public AnswerReader bodyReader(Expected expected) {
        return new BodyReader(new ResponseReader(expected)::readWhole, expected);
    }
}
