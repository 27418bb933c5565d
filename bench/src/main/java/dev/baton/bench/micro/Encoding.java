package dev.baton.bench.micro;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.dialect.openai.ChatEncoder;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Writing an answer for the client; the time is that of one event. */
@State(Scope.Thread)
public class Encoding {

    /** How events reach the client. */
    public enum Way {
        /** The provider's own bytes, as long as the first target answers. */
        AS_IT_CAME {
            @Override
            AnswerEvent of(AnswerEvent event) {
                return event;
            }
        },
        /** The provider's own bytes under the identity of another answer, behind a seam. */
        AMENDED {
            @Override
            AnswerEvent of(AnswerEvent event) {
                return new AnswerEvent(OTHER, event.parts(), event.payload(), event.relayable());
            }
        },
        /** Built from the parts, where the text had to be joined. */
        REBUILT {
            @Override
            AnswerEvent of(AnswerEvent event) {
                return AnswerEvent.of(event.head(), event.parts());
            }
        };

        private static final Head OTHER = new Head("chatcmpl-C0000001", 1764000001, "another-model");

        abstract AnswerEvent of(AnswerEvent event);
    }

    @Param
    public Way way = Way.AS_IT_CAME;

    private AnswerEvent first = AnswerEvent.of(Head.NONE, List.of());
    private List<AnswerEvent> following = List.of();

    @Setup
    public void setUp() {
        List<AnswerEvent> events = new Reading().events();
        // The first event settles the identity, and is never rebuilt.
        first = events.getFirst();
        following = events.subList(1, events.size()).stream().map(way::of).toList();
    }

    @Benchmark
    @OperationsPerInvocation(Answers.EVENTS)
    public void event(Blackhole consumer) {
        ChatEncoder encoder = new ChatEncoder(true, Head.NONE);
        consumer.consume(encoder.encode(first));
        for (AnswerEvent event : following) {
            consumer.consume(encoder.encode(event));
        }
        consumer.consume(encoder.end());
    }
}
