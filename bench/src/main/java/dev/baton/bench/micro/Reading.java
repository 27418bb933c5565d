package dev.baton.bench.micro;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.Expected;
import dev.baton.dialect.openai.ChatProvider;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Reading a provider's stream into the vocabulary, decoding included; the time is that of one event. */
@State(Scope.Thread)
public class Reading {

    private static final Expected STREAM = new Expected(1, true, true);

    private final ChatProvider provider = new ChatProvider();
    private List<byte[]> buffers = List.of();

    @Setup
    public void setUp() {
        buffers = Answers.buffers(1);
    }

    @Benchmark
    @OperationsPerInvocation(Answers.EVENTS)
    public void event(Blackhole consumer) {
        AnswerReader reader = provider.streamReader(STREAM);
        for (byte[] buffer : buffers) {
            reader.read(buffer, consumer::consume);
        }
    }

    /** The events of a whole answer, as a reader gives them. */
    List<AnswerEvent> events() {
        List<AnswerEvent> events = new ArrayList<>();
        AnswerReader reader = provider.streamReader(STREAM);
        Answers.buffers(1).forEach(buffer -> reader.read(buffer, events::add));
        return events;
    }
}
