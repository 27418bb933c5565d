package dev.baton.gateway.api;

import dev.baton.relay.Time;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.internal.ThreadExecutorMap;
import java.util.concurrent.ScheduledExecutorService;
import reactor.core.scheduler.Schedulers;

/** The time of an answer: timers run on the event loop that serves its client, so that an answer stays on one thread. */
final class EventLoopTime {

    private static final FastThreadLocal<Time> CURRENT = new FastThreadLocal<>() {
        @Override
        protected Time initialValue() {
            return ThreadExecutorMap.currentExecutor() instanceof EventLoop loop
                    ? Time.on(Schedulers.fromExecutorService((ScheduledExecutorService) loop))
                    : Time.on(Schedulers.parallel());
        }
    };

    private EventLoopTime() {}

    /** To be called on the thread that serves the client. */
    static Time current() {
        return CURRENT.get();
    }
}
