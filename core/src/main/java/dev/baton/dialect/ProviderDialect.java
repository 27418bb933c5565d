package dev.baton.dialect;

import dev.baton.prompt.Prompt;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import java.util.Map;

/** A wire protocol as providers speak it. Safe for use by many threads. */
public interface ProviderDialect {

    /**
     * Where and how a request is sent.
     *
     * @param path appended to the provider's base URL, with a leading slash
     * @param headers besides those of the transport and the key
     */
    record Envelope(String path, Map<String, String> headers) {}

    Envelope envelope(Target target, boolean streaming);

    /**
     * The body of one attempt, for a client that speaks another dialect.
     *
     * @param delivered the text that the client has
     * @param losses is told what this dialect cannot express
     * @throws BadRequest when that would change what the answer is
     */
    byte[] body(Prompt prompt, Step step, String delivered, Losses losses);

    /** The reader of an answer that comes as a stream. */
    AnswerReader streamReader(Expected expected);

    /** The reader of an answer that comes in one piece. */
    AnswerReader bodyReader(Expected expected);
}
