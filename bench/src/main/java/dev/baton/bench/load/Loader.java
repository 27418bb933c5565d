package dev.baton.bench.load;

import dev.baton.bench.process.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs loads, one at a time. */
public final class Loader {

    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Tools tools;

    public Loader(Tools tools) {
        this.tools = tools;
    }

    /** The command of a load, but for the processes that are watched. */
    public List<String> command(Load load, Address address) {
        List<String> command = new ArrayList<>(List.of(
                tools.sseload().toString(), "--port", Integer.toString(address.port()), "--model", address.model()));
        address.headers().forEach(header -> command.addAll(List.of("--header", header)));
        command.addAll(load.arguments());
        return command;
    }

    /**
     * Puts a load on a gateway.
     *
     * @param watched the processes whose CPU time and memory count; empty for none
     */
    public LoadResult run(Load load, Address address, List<Long> watched) throws InterruptedException {
        List<String> command = new ArrayList<>(command(load, address));
        watched.forEach(pid -> command.addAll(List.of("--pid", Long.toString(pid))));
        Duration limit = load.warmup().plus(load.span()).plus(MARGIN);
        return LoadResult.parse(Child.run(command, limit));
    }
}
