package dev.baton.bench.scenario;

import dev.baton.bench.contender.Gateway;
import dev.baton.bench.load.Behaviour;
import dev.baton.bench.load.Load;
import dev.baton.bench.load.LoadResult;
import dev.baton.bench.load.Loader;
import dev.baton.bench.load.MockUpstream;
import dev.baton.bench.load.Tools;
import dev.baton.bench.process.Journal;
import dev.baton.bench.process.Ports;
import dev.baton.testkit.ScriptedProvider;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What every scenario uses: mocks at the ports that the contenders know, loads, and how long things take.
 *
 * @param work for logs
 * @param journal is told every command
 * @param fileLimit how many files and connections a process may have open
 */
public record Stage(Tools tools, Ports ports, Timing timing, Path work, Journal journal, long fileLimit) {

    /** Answers with nothing special about them. */
    static final Behaviour PLAIN = Behaviour.streams(200, Duration.ZERO);

    /** The mock at the first target. */
    MockUpstream serverB(Behaviour behaviour) throws InterruptedException {
        return mock(ports.serverB(), behaviour, "server-b.log");
    }

    /** The first target with nothing special about it, as it is when a contender starts. */
    public MockUpstream serverB() throws InterruptedException {
        return serverB(PLAIN);
    }

    /** The mock at the second target. */
    MockUpstream serverC(Behaviour behaviour) throws InterruptedException {
        return mock(ports.serverC(), behaviour, "server-c.log");
    }

    /** A provider with a script at the first target. */
    ScriptedProvider scriptedB() {
        return ScriptedProvider.start("server-b", ports.serverB());
    }

    /** A provider with a script at the second target. */
    ScriptedProvider scriptedC() {
        return ScriptedProvider.start("server-c", ports.serverC());
    }

    private MockUpstream mock(int port, Behaviour behaviour, String log) throws InterruptedException {
        MockUpstream mock = MockUpstream.start(tools, port, behaviour, work.resolve(log));
        journal.note(mock.command());
        return mock;
    }

    /** A load, with the first target in health and the second one down. */
    @SuppressWarnings("try") // the mock is there to be called
    LoadResult load(Behaviour answer, Load load, Gateway gateway) throws InterruptedException {
        try (MockUpstream first = serverB(answer)) {
            return load(load, gateway);
        }
    }

    /** A load, with the first target down and the second one in health. */
    @SuppressWarnings("try") // the mock is there to be called
    LoadResult loadOfSecondTarget(Behaviour answer, Load load, Gateway gateway) throws InterruptedException {
        try (MockUpstream second = serverC(answer)) {
            return load(load, gateway);
        }
    }

    private LoadResult load(Load load, Gateway gateway) throws InterruptedException {
        Loader loader = new Loader(tools);
        journal.note(loader.command(load, gateway.address()));
        return loader.run(load, gateway.address(), gateway.pids());
    }

    /** Lets a new process become as fast as it gets: JSON answers, then streams. */
    public void warmUp(Gateway gateway) throws InterruptedException {
        Duration half = timing.first(gateway.contender()).dividedBy(2);
        if (half.isZero()) {
            return;
        }
        load(PLAIN, Load.json(32, Duration.ZERO, half), gateway);
        load(PLAIN, Load.streams(32, PLAIN.tokens(), Duration.ZERO, half), gateway);
    }
}
