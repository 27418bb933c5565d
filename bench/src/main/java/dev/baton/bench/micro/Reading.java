package dev.baton.bench.micro;

import dev.baton.answer.AnswerEvent;
import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.openai.ChatProvider;
import dev.baton.dialect.openai.ChatRequest;
import dev.baton.upstream.UpstreamResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;

/** Reading a provider's stream into the vocabulary, decoding included; the time is that of one event. */
@State(Scope.Thread)
public class Reading {

    private static final UpstreamResponse RESPONSE =
            new UpstreamResponse(200, Map.of("content-type", "text/event-stream"), Flux.empty());

    private final ChatProvider provider = new ChatProvider(ChatRequest.parse("""
            {"model":"bench","stream":true,"messages":[{"role":"user","content":"Hello!"}]}""".getBytes(StandardCharsets.UTF_8)));
    private List<byte[]> buffers = List.of();

    @Setup
    public void setUp() {
        buffers = Answers.buffers(1);
    }

    @Benchmark
    @OperationsPerInvocation(Answers.EVENTS)
    public void event(Blackhole consumer) {
        AnswerReader reader = provider.reader(RESPONSE);
        for (byte[] buffer : buffers) {
            reader.read(buffer, consumer::consume);
        }
    }

    /** The events of a whole answer, as a reader gives them. */
    List<AnswerEvent> events() {
        List<AnswerEvent> events = new ArrayList<>();
        AnswerReader reader = provider.reader(RESPONSE);
        Answers.buffers(1).forEach(buffer -> reader.read(buffer, events::add));
        return events;
    }
}
