package dev.baton.clients;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What LangChain4j tells of a stream: the text in pieces, and then the whole answer or an error. */
final class Heard implements StreamingChatResponseHandler {

    private final StringBuffer text = new StringBuffer();
    private final StringBuffer unread = new StringBuffer();
    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    private final boolean leaving;

    Heard() {
        this(false);
    }

    private Heard(boolean leaving) {
        this.leaving = leaving;
    }

    /** Of a stream that is left after its first piece. */
    static Heard leaving() {
        return new Heard(true);
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        onPartialResponse(piece.text());
        if (leaving) {
            context.streamingHandle().cancel();
        }
    }

    @Override
    public void onPartialResponse(String piece) {
        text.append(piece);
    }

    @Override
    public void onUnmappedRawEvent(Object event) {
        unread.append(event);
    }

    @Override
    public void onCompleteResponse(ChatResponse answer) {
        end.complete(answer);
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
    }

    /** The pieces so far. */
    String text() {
        return text.toString();
    }

    /** Events that LangChain4j has no place for. */
    String unread() {
        return unread.toString();
    }

    /** Waits for the whole answer; throws the error in its stead. */
    ChatResponse answer() {
        return end.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
