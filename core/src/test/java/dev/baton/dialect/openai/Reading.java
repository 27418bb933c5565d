package dev.baton.dialect.openai;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BadAnswer;
import dev.baton.resilience.Observation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a reader made of a whole body.
 *
 * @param events each as its parts
 * @param failure in words, empty when the answer was complete
 */
record Reading(List<List<Part>> events, String failure) {

    static Reading of(AnswerReader reader, List<byte[]> pieces) {
        List<AnswerEvent> events = new ArrayList<>();
        String failure = "";
        try {
            pieces.forEach(piece -> reader.read(piece, events::add));
            reader.end(events::add);
        } catch (BadAnswer bad) {
            failure = words(bad.seen());
        }
        return new Reading(events.stream().map(Reading::comparable).toList(), failure);
    }

    boolean isComplete() {
        return failure.isEmpty();
    }

    /** The choices that have finished. */
    long finishedChoices() {
        return parts().filter(Part.Finish.class::isInstance)
                .map(Part::choice)
                .distinct()
                .count();
    }

    Stream<Part> parts() {
        return events.stream().flatMap(List::stream);
    }

    private static String words(Observation seen) {
        return seen instanceof Observation.ErrorEvent error
                ? "error " + new String(error.error(), StandardCharsets.ISO_8859_1)
                : seen.toString();
    }

    /** Records with an array are equal only to themselves. */
    private static List<Part> comparable(AnswerEvent event) {
        return event.parts().stream()
                .map(part -> part instanceof Part.Usage usage
                        ? new Part.Usage(usage.prompt(), usage.completion(), usage.estimated(), null)
                        : part)
                .toList();
    }
}
