package dev.baton.dialect.responses;

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

/** OpenAI Responses, as providers speak it. */
public final class ResponsesProvider implements ProviderDialect {

    private static final String PATH = "/responses";
    private static final Envelope STREAM =
            new Envelope(PATH, Map.of("content-type", "application/json", "accept", "text/event-stream"));
    private static final Envelope WHOLE =
            new Envelope(PATH, Map.of("content-type", "application/json", "accept", "application/json"));

    @Override
    public Envelope envelope(Target target, boolean streaming) {
        return streaming ? STREAM : WHOLE;
    }

    @Override
    public byte[] body(Prompt prompt, Step step, String delivered, Losses losses) {
        return new ResponsesPromptWriter(step.target(), losses).write(prompt, step, delivered);
    }

    @Override
    public AnswerReader streamReader(Expected expected) {
        return new StreamReader(new ResponseStream(expected.ownDialect()));
    }

    @Override
    public AnswerReader bodyReader(Expected expected) {
        return new BodyReader(body -> ResponseBodyReader.read(body, expected.ownDialect()), expected);
    }
}
