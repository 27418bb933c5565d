package dev.baton.simulation.hour;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.baton.simulation.Dice;
import dev.baton.simulation.VirtualTime;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** One server: how it answers calls, as its trouble at the time lets it, and what calls it got. */
final class Server {

    /** How it goes on with a call that has begun. */
    enum Fate {
        SPEAKS,
        IS_SILENT,
        BREAKS
    }

    private static final Map<String, String> STREAM = Map.of("content-type", "text/event-stream");
    private static final byte[] ERROR = "{\"error\":{\"message\":\"not now\",\"type\":\"t\"}}".getBytes(UTF_8);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final String name;
    private final VirtualTime time;
    private final Dice dice;
    private final List<Spell> spells;
    private final List<Long> calls = new ArrayList<>();
    private int running;
    private int speeches;
    private long minute;
    private int takenThisMinute;

    Server(String name, VirtualTime time, Dice dice, List<Spell> spells) {
        this.name = name;
        this.time = time;
        this.dice = dice;
        this.spells = spells;
    }

    String name() {
        return name;
    }

    /** When it was called, in order. */
    List<Long> calls() {
        return calls;
    }

    /** How many of them came while it was in trouble. */
    long callsInTrouble() {
        return calls.stream().filter(at -> troubleAt(at) != null).count();
    }

    /** How many calls have not ended. */
    int running() {
        return running;
    }

    Mono<UpstreamResponse> take(Counting asked) {
        calls.add(time.nanos());
        return switch (trouble()) {
            case Trouble.Down ignored ->
                later(Duration.ofMillis(1), sink -> sink.error(lost(CallFailed.Stage.CONNECT)));
            case Trouble.Failing failing -> later(pause(), sink -> sink.success(refusal(failing.status(), Map.of())));
            case Trouble.Limited limited
            when !isWithin(limited) ->
                later(pause(), sink -> sink.success(refusal(429, Map.of("retry-after", secondsToNextMinute()))));
            case null, default -> later(silence(), sink -> begin(sink, asked));
        };
    }

    private Mono<UpstreamResponse> later(Duration delay, Consumer<MonoSink<UpstreamResponse>> reaction) {
        return Mono.create(sink -> {
            running++;
            Disposable coming = time.after(delay, () -> reaction.accept(sink));
            sink.onDispose(() -> {
                running--;
                coming.dispose();
            });
        });
    }

    private void begin(MonoSink<UpstreamResponse> sink, Counting asked) {
        switch (fate()) {
            case SPEAKS -> {
                running++;
                String id = name + "-" + ++speeches;
                sink.success(new UpstreamResponse(200, STREAM, new Speech(time, this, id, asked)));
            }
            case IS_SILENT -> {}
            case BREAKS -> sink.error(lost(CallFailed.Stage.BEFORE_HEADERS));
        }
    }

    private static CallFailed lost(CallFailed.Stage stage) {
        return new CallFailed(stage, "the connection was lost");
    }

    private static UpstreamResponse refusal(int status, Map<String, String> headers) {
        return new UpstreamResponse(status, headers, Flux.just(ERROR));
    }

    Fate fate() {
        return switch (trouble()) {
            case Trouble.Down ignored -> Fate.BREAKS;
            case Trouble.BlackHole ignored -> Fate.IS_SILENT;
            case Trouble.Breaking breaking when dice.percent(breaking.percent()) -> Fate.BREAKS;
            case null, default -> Fate.SPEAKS;
        };
    }

    /** Until the first event. */
    private Duration silence() {
        return stretched(Duration.ofMillis(300).plus(dice.exponential(Duration.ofMillis(150))));
    }

    /** Before each of the others. */
    Duration pause() {
        return stretched(dice.millis(100, 300));
    }

    private Duration stretched(Duration usual) {
        return trouble() instanceof Trouble.Slow slow ? usual.multipliedBy(slow.times()) : usual;
    }

    void isLeft() {
        running--;
    }

    private @Nullable Trouble trouble() {
        return troubleAt(time.nanos());
    }

    private @Nullable Trouble troubleAt(long nanos) {
        for (Spell spell : spells) {
            if (spell.includes(nanos)) {
                return spell.trouble();
            }
        }
        return null;
    }

    private boolean isWithin(Trouble.Limited limited) {
        long now = time.nanos() / MINUTE;
        takenThisMinute = now == minute ? takenThisMinute + 1 : 1;
        minute = now;
        return takenThisMinute <= limited.callsPerMinute();
    }

    private String secondsToNextMinute() {
        return String.valueOf(60 - time.nanos() / Duration.ofSeconds(1).toNanos() % 60);
    }
}
