package dev.baton.dialect.openai;

import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BodyReader;
import dev.baton.dialect.Expected;
import dev.baton.dialect.Losses;
import dev.baton.dialect.ProviderDialect;
import dev.baton.dialect.StreamReader;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.Step;
import dev.baton.route.Target;

/** OpenAI Chat Completions, as providers speak it. */
public final class ChatProvider implements ProviderDialect {

    @Override
    public Envelope envelope(Target target, boolean streaming) {
        return Api.CHAT.envelope(target, streaming);
    }

    @Override
    public byte[] body(Prompt prompt, Step step, String delivered, Losses losses) {
        return new ChatPromptWriter(step.target(), losses).write(prompt, step, delivered);
    }

    @Override
    public AnswerReader streamReader(Expected expected) {
        return new StreamReader(new ChunkStream(expected, Speech.DELTA));
    }

    @Override
    public AnswerReader bodyReader(Expected expected) {
        return new BodyReader(body -> ChunkReader.readWhole(body, expected.ownDialect()), expected);
    }
}
