package dev.baton.dialect;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import java.util.ArrayList;
import java.util.List;

/** A server may cut a text between the two halves of a surrogate pair: the first half waits for the second. */
public final class WholeCharacters {

    private char half;

    /** The event without half a character at its end, and with the half that was held before. */
    public AnswerEvent whole(AnswerEvent event) {
        List<Part> parts = null;
        for (int i = 0; i < event.parts().size(); i++) {
            if (event.parts().get(i) instanceof Part.Text said && said.choice() == 0) {
                String text = whole(said.text());
                if (!text.equals(said.text())) {
                    parts = parts == null ? new ArrayList<>(event.parts()) : parts;
                    parts.set(i, new Part.Text(0, text));
                }
            }
        }
        if (parts == null) {
            return event;
        }
        parts.removeIf(part -> part instanceof Part.Text said && said.text().isEmpty());
        return AnswerEvent.of(event.head(), parts);
    }

    private String whole(String piece) {
        String text = half == 0 ? piece : half + piece;
        half = 0;
        if (!Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            return text;
        }
        half = text.charAt(text.length() - 1);
        return text.substring(0, text.length() - 1);
    }
}
