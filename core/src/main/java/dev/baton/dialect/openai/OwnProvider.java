package dev.baton.dialect.openai;

import dev.baton.answer.Head;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BodyReader;
import dev.baton.dialect.Expected;
import dev.baton.dialect.Losses;
import dev.baton.dialect.ProviderDialect;
import dev.baton.dialect.StreamReader;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import java.util.function.Function;

/** An API of OpenAI's that no other protocol has, as providers speak it: asked for by clients of the same API alone. */
public final class OwnProvider implements ProviderDialect {

    private final Api api;
    private final Function<Expected, AnswerReader> streams;
    private final Function<Expected, AnswerReader> bodies;

    private OwnProvider(Api api, Function<Expected, AnswerReader> streams, Function<Expected, AnswerReader> bodies) {
        this.api = api;
        this.streams = streams;
        this.bodies = bodies;
    }

    /** The older Completions. */
    public static ProviderDialect completions() {
        return new OwnProvider(
                Api.COMPLETIONS,
                expected -> new StreamReader(new ChunkStream(expected, Speech.TEXT)),
                expected -> new BodyReader(
                        body -> ChunkReader.read(body, Head.NONE, Speech.TEXT, expected.ownDialect()), expected));
    }

    /** Embeddings, which come in one piece. */
    public static ProviderDialect embeddings() {
        return new OwnProvider(Api.EMBEDDINGS, OwnProvider::vectors, OwnProvider::vectors);
    }

    private static AnswerReader vectors(Expected expected) {
        return new BodyReader(body -> VectorsReader.read(body, expected.choices()), expected);
    }

    @Override
    public Envelope envelope(Target target, boolean streaming) {
        return api.envelope(target, streaming);
    }

    /** A conversation is neither a text that goes on nor a list of texts. */
    @Override
    public byte[] body(Prompt prompt, Step step, String delivered, Losses losses) {
        throw losses.refusal("model");
    }

    @Override
    public AnswerReader streamReader(Expected expected) {
        return streams.apply(expected);
    }

    @Override
    public AnswerReader bodyReader(Expected expected) {
        return bodies.apply(expected);
    }
}
