package dev.baton.dialect.anthropic;

import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BodyReader;
import dev.baton.dialect.Expected;
import dev.baton.dialect.Losses;
import dev.baton.dialect.ProviderDialect;
import dev.baton.dialect.StreamReader;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import java.util.Map;

/** Anthropic Messages, as providers speak it. */
public final class MessagesProvider implements ProviderDialect {

    private static final String PATH = "/messages";
    private static final String VERSION = "/v1";
    private static final Map<String, String> STREAM = headers("text/event-stream");
    static final Map<String, String> WHOLE = headers("application/json");

    private static Map<String, String> headers(String accept) {
        return Map.of("content-type", "application/json", "accept", accept, ApiVersion.HEADER, ApiVersion.STABLE);
    }

    /** Where messages are served: SDKs write the base URL without {@code /v1}, people with it as often. */
    static String path(Target target) {
        return target.provider().baseUrl().getPath().replaceAll("/+$", "").endsWith(VERSION) ? PATH : VERSION + PATH;
    }

    @Override
    public Envelope envelope(Target target, boolean streaming) {
        return new Envelope(path(target), streaming ? STREAM : WHOLE);
    }

    @Override
    public byte[] body(Prompt prompt, Step step, String delivered, Losses losses) {
        return new MessagesPromptWriter(step.target(), losses).write(prompt, step, delivered);
    }

    @Override
    public AnswerReader streamReader(Expected expected) {
        return new StreamReader(new MessageStream(expected.ownDialect()));
    }

    @Override
    public AnswerReader bodyReader(Expected expected) {
        return new BodyReader(body -> MessageBodyReader.read(body, expected.ownDialect()), expected);
    }
}
