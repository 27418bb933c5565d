package dev.baton.dialect.openai;

import dev.baton.dialect.BadRequest;
import dev.baton.dialect.ClientRequest;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Prompt;
import dev.baton.route.Protocol;

/** A request that other protocols have no words for: it is passed on to providers of this one as it came, and to nobody else. */
interface OwnRequest extends ClientRequest {

    /** What is asked for, such as {@code Embeddings}. */
    String subject();

    @Override
    default Protocol protocol() {
        return Protocol.OPENAI;
    }

    @Override
    default Prompt prompt() {
        throw BadRequest.inexpressible(
                "unsupported_endpoint",
                "model",
                subject() + " cannot be asked of a provider that speaks another protocol than OpenAI's.");
    }

    @Override
    default String nameOf(Feature feature) {
        throw new IllegalStateException("never translated");
    }
}
