package dev.baton.bedrock;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.EventReader;
import dev.baton.dialect.WholeCharacters;
import java.util.function.Consumer;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/**
 * Reads a streamed answer that comes in frames. It is complete when the protocol says so; the end of the stream alone and a frame that
 * cannot be read are failures. Once it is complete nothing that follows can spoil it.
 */
final class FrameReader implements AnswerReader {

    private final FrameDecoder decoder = new FrameDecoder();
    private final WholeCharacters characters = new WholeCharacters();
    private final Consumer<Message> frames = this::take;
    private final Consumer<AnswerEvent> whole = this::handOn;
    private final EventReader events;
    private Consumer<AnswerEvent> out = event -> {};
    private boolean over;

    /** @param events reads what the protocol says */
    FrameReader(EventReader events) {
        this.events = events;
    }

    @Override
    public void read(byte[] bytes, Consumer<AnswerEvent> out) {
        this.out = out;
        if (over) {
            return;
        }
        try {
            decoder.feed(bytes, frames);
        } catch (BadAnswer bad) {
            if (stage() == Stage.OPEN) {
                throw bad;
            }
            over = true;
        }
    }

    private void take(Message frame) {
        if (stage() == Stage.ENDED) {
            return;
        }
        switch (text(frame, ":message-type")) {
            case "event" -> events.read(text(frame, ":event-type"), frame.getPayload(), whole);
            case "exception" -> throw BedrockErrors.exception(text(frame, ":exception-type"), frame.getPayload());
            case "error" -> throw BedrockErrors.error(text(frame, ":error-code"), text(frame, ":error-message"));
            default -> throw BadAnswer.untrue("a frame of an unknown kind");
        }
    }

    private void handOn(AnswerEvent event) {
        out.accept(characters.whole(event));
    }

    private static String text(Message frame, String name) {
        HeaderValue value = frame.getHeaders().get(name);
        return value == null ? "" : value.getString();
    }

    @Override
    public void end(Consumer<AnswerEvent> out) {
        if (stage() == Stage.OPEN) {
            throw BadAnswer.untrue(
                    decoder.isMidFrame()
                            ? "the stream was cut in the middle of a frame"
                            : "the stream ended before the answer did");
        }
        over = true;
    }

    @Override
    public Stage stage() {
        return over ? Stage.ENDED : events.stage();
    }
}
