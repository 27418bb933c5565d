package dev.baton.bench.micro;

import dev.baton.splice.Alignment;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Joining 200 tokens of a second target to an answer that broke; the time is that of one token. */
@State(Scope.Thread)
public class Joining {

    /** How the second target takes the answer up. */
    public enum Manner {
        /** It goes on: nothing is held beyond the first characters. */
        CONTINUING,
        /** It says everything again first: all of it is compared, and swallowed. */
        ECHO
    }

    @Param
    public Manner manner = Manner.CONTINUING;

    private String delivered = "";
    private List<String> pieces = List.of();

    @Setup
    public void setUp() {
        int brokenAfter = manner == Manner.ECHO ? Answers.TOKENS / 2 : Answers.TOKENS;
        int next = manner == Manner.ECHO ? 1 : Answers.TOKENS + 1;
        delivered = Answers.text(brokenAfter);
        List<String> said = new ArrayList<>();
        for (int token = next; token < next + Answers.TOKENS; token++) {
            said.add(Answers.token(token));
        }
        pieces = said;
    }

    @Benchmark
    @OperationsPerInvocation(Answers.TOKENS)
    public void token(Blackhole consumer) {
        Alignment alignment = Alignment.afterPrefill(delivered);
        for (String piece : pieces) {
            consumer.consume(alignment.accept(piece));
        }
        consumer.consume(alignment.finish());
    }
}
