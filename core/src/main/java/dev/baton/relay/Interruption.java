package dev.baton.relay;

import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ends a flux from outside. */
public final class Interruption {

    private Interruption() {}

    /**
     * The source until a reason comes to end it: then the source is cancelled, and the reason is what the flux fails with. (An
     * error in {@code takeUntilOther} would leave the source running.)
     *
     * @param reason comes on the thread of the source, if at all; cancelled when the source is over
     */
    public static <T> Flux<T> of(Flux<T> source, Mono<? extends Throwable> reason) {
        return Flux.defer(() -> {
            AtomicReference<Throwable> came = new AtomicReference<>();
            return source.takeUntilOther(reason.doOnNext(came::set))
                    .concatWith(Mono.defer(() -> came.get() == null ? Mono.empty() : Mono.error(came.get())));
        });
    }
}
