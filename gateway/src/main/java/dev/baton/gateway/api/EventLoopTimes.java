package dev.baton.gateway.api;

import dev.baton.relay.Time;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** The time of each event loop: the timers of an answer run on the loop that serves its client, so it stays on one thread. */
final class EventLoopTimes {

    private final EventLoopGroup group;
    private final Map<EventExecutor, Time> times = new HashMap<>();

    /** @param loops the loops that the server runs on, colocated as Reactor Netty makes them */
    EventLoopTimes(LoopResources loops) {
        group = loops.onClient(LoopResources.DEFAULT_NATIVE);
        group.forEach(loop -> times.put(loop, Time.on(Schedulers.fromExecutorService(loop))));
    }

    /** The time of the calling loop. */
    Time current() {
        // A colocated group answers with the loop of the calling thread.
        return Objects.requireNonNull(times.get(group.next()));
    }
}
