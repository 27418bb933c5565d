package dev.baton.bedrock;

import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BodyReader;
import dev.baton.dialect.Expected;
import dev.baton.dialect.Losses;
import dev.baton.dialect.ProviderDialect;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Converse and ConverseStream. The model and whether to stream stand in the path. */
final class ConverseProvider implements ProviderDialect {

    private static final Map<String, String> STREAM = headers("application/vnd.amazon.eventstream");
    private static final Map<String, String> WHOLE = headers("application/json");

    private static Map<String, String> headers(String accept) {
        return Map.of("content-type", "application/json", "accept", accept);
    }

    @Override
    public Envelope envelope(Target target, boolean streaming) {
        String path = "/model/" + escaped(target.model());
        return streaming ? new Envelope(path + "/converse-stream", STREAM) : new Envelope(path + "/converse", WHOLE);
    }

    /** As AWS escapes a segment of a path: all but letters, digits and {@code - . _ ~}. A model may be an ARN. */
    private static String escaped(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public byte[] body(Prompt prompt, Step step, String delivered, Losses losses) {
        return new ConversePromptWriter(step.target(), losses).write(prompt, step, delivered);
    }

    @Override
    public AnswerReader streamReader(Expected expected) {
        return new FrameReader(new ConverseStream());
    }

    @Override
    public AnswerReader bodyReader(Expected expected) {
        return new BodyReader(ConverseBody::read, expected);
    }
}
