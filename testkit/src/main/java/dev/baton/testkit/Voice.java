package dev.baton.testkit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The protocol in which a script is performed: which one, the path of the request says. */
interface Voice {

    /** The protocol that is spoken at a path; null where none is. */
    static @Nullable Voice at(String path) {
        if (path.endsWith("/chat/completions")) {
            return new ChatVoice(Speech.CHAT);
        }
        if (path.endsWith("/completions")) {
            return new ChatVoice(Speech.TEXT);
        }
        if (path.endsWith("/embeddings")) {
            return new EmbeddingsVoice();
        }
        if (path.endsWith("/responses")) {
            return new ResponsesVoice();
        }
        if (GeminiVoice.isAt(path)) {
            return new GeminiVoice();
        }
        if (ConverseVoice.isAt(path)) {
            return new ConverseVoice();
        }
        return path.endsWith("/messages") ? new MessagesVoice() : null;
    }

    /** What is asked for, in the words of OpenAI Chat where this protocol has others. */
    default ChatRequest asked(HttpRequest request, JsonNode body) {
        return new ChatRequest(body);
    }

    /**
     * The answer, as a stream or in one piece, as the request wants it.
     *
     * @param id what tells this answer from others of this provider
     */
    Body body(Performance said, String id);

    /** A response that is no answer of a model, in the words of this protocol. */
    Reply reply(Reply reply);

    /** What is said, to whom, and in which manner. */
    record Performance(Answer answer, ChatRequest request, Script script, long created) {

        String model() {
            return answer.model() == null ? request.model() : answer.model();
        }
    }
}
