package dev.baton.dialect;

import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.route.Protocol;
import java.time.Instant;
import java.util.Map;

/**
 * A client's request, kept as the bytes it came in. For a target that speaks the client's own dialect only what must differ
 * is replaced in them; it is turned into the {@linkplain #prompt vocabulary} only when a target of another dialect is asked.
 */
public interface ClientRequest {

    Protocol protocol();

    /** The route that the client asks for. */
    String model();

    /** Whether the client wants the answer token by token. */
    boolean isStreaming();

    /** How many answers the client wants to this one prompt: 1 in most dialects. */
    default int choices() {
        return 1;
    }

    /** Whether the client wants to see what a model thinks, should a target of another dialect show it. */
    default boolean showsThoughts() {
        return true;
    }

    /** What matters when an answer to this request breaks. */
    RequestTraits traits();

    /** A guess at the tokens of the prompt, for when no provider counts them. */
    long estimatedPromptTokens();

    /**
     * The body of one attempt at a target that speaks the client's dialect.
     *
     * @param delivered the text that the client has
     */
    byte[] bodyFor(Step step, String delivered);

    /** Headers of the client that belong to its dialect, for targets that speak it; none of them is a credential. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** What stands behind the path, with its question mark, for targets that speak the client's dialect; mostly empty. */
    default String query() {
        return "";
    }

    /**
     * The request for targets of other dialects. Reads all of it, so it is asked for once.
     *
     * @throws BadRequest when a field is not what this dialect wants it to be
     */
    Prompt prompt();

    /** What the client calls this. */
    String nameOf(Feature feature);

    /** Writes the answer to this request. */
    AnswerEncoder encoder(String requestId, Instant now);
}
