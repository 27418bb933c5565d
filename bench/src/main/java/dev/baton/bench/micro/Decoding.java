package dev.baton.bench.micro;

import dev.baton.dialect.sse.SseDecoder;
import dev.baton.dialect.sse.SseSink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Taking a stream apart into events; the time is that of one event. */
@State(Scope.Thread)
public class Decoding {

    /** A gateway that keeps up reads one event at a time; one that lags reads several. */
    @Param({"1", "8"})
    public int eventsPerBuffer;

    private List<byte[]> buffers = List.of();

    @Setup
    public void setUp() {
        buffers = Answers.buffers(eventsPerBuffer);
    }

    @Benchmark
    @OperationsPerInvocation(Answers.EVENTS)
    public void event(Blackhole consumer) {
        SseDecoder decoder = new SseDecoder();
        SseSink sink = new Consumed(consumer);
        for (byte[] buffer : buffers) {
            decoder.feed(buffer, sink);
        }
    }

    private record Consumed(Blackhole consumer) implements SseSink {
        @Override
        public void event(@Nullable String name, byte[] data) {
            consumer.consume(data);
        }

        @Override
        public void comment() {
            throw new IllegalStateException("the stream has no comments");
        }

        @Override
        public void stray(byte[] line) {
            throw new IllegalStateException("the stream has no stray lines");
        }
    }
}
