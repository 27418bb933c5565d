package dev.baton.resilience;

import dev.baton.answer.Terms;
import dev.baton.route.Protocol;

/**
 * What matters of a request when its answer breaks.
 *
 * @param continuable whether an answer to it may be continued at all: one choice of nothing but text and tool calls, no log
 *     probabilities
 * @param prefillable whether the delivered text may be added to its messages: its own last message is not the assistant's,
 *     and it constrains the text by nothing that is enforced from the first token on and cannot be looked at afterwards
 * @param deterministic whether it asks for the same answer each time: temperature 0 or a seed
 * @param terms what the whole answer has to keep to
 * @param dialect in which it is asked: what a target of another one says of it, it says of our translation
 */
public record RequestTraits(
        boolean continuable, boolean prefillable, boolean deterministic, Terms terms, Protocol dialect) {

    /** A request of OpenAI Chat whose answer may be anything. */
    public RequestTraits(boolean continuable, boolean prefillable, boolean deterministic) {
        this(continuable, prefillable, deterministic, Terms.NONE, Protocol.OPENAI);
    }
}
