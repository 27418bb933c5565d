package dev.baton.dialect;

import dev.baton.resilience.Step;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.time.Duration;

/** One client request, as it is put to providers that speak one protocol. */
public interface ProviderDialect {

    /**
     * The call of a step.
     *
     * @param delivered the text that the client has, which a prefill hands to the target
     * @param connectLimit until a connection stands
     */
    UpstreamRequest call(Step step, String delivered, Duration connectLimit);

    /**
     * The reader for a response with status 200.
     *
     * @throws BadAnswer when the headers show that the body is no answer
     */
    AnswerReader reader(UpstreamResponse response);

    /** A guess at the tokens of the prompt, for when no provider counts them. */
    long estimatedPromptTokens();
}
