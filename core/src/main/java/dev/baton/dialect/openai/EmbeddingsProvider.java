package dev.baton.dialect.openai;

import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.BodyReader;
import dev.baton.dialect.Expected;
import dev.baton.dialect.Losses;
import dev.baton.dialect.ProviderDialect;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.Step;
import dev.baton.route.Target;

/** OpenAI's embeddings, as providers speak them: in one piece, and asked for by clients of the same API alone. */
public final class EmbeddingsProvider implements ProviderDialect {

    @Override
    public Envelope envelope(Target target, boolean streaming) {
        return Api.EMBEDDINGS.envelope(target, streaming);
    }

    @Override
    public byte[] body(Prompt prompt, Step step, String delivered, Losses losses) {
        throw losses.refusal("input");
    }

    @Override
    public AnswerReader streamReader(Expected expected) {
        throw BadAnswer.untrue("a stream of vectors");
    }

    @Override
    public AnswerReader bodyReader(Expected expected) {
        return new BodyReader(body -> VectorsReader.read(body, expected.choices()), expected);
    }
}
