package dev.baton.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A load for the generator.
 *
 * @param connections each with one request at a time
 * @param expect tokens of a whole stream, 0 for JSON answers
 * @param rate requests that begin in a second, 0 for as soon as the last one is answered
 * @param bodyBytes about the size of a request's body, 0 for a short one
 * @param refusable whether statuses 429 and 503 are no failures but counted by themselves
 * @param ramp over which the first requests are spread
 * @param warmup the same load, not measured; includes the ramp
 * @param span that is measured
 */
public record Load(
        int connections,
        int expect,
        int rate,
        int bodyBytes,
        boolean refusable,
        Duration ramp,
        Duration warmup,
        Duration span) {

    /** JSON answers, one request after another on each connection. */
    public static Load json(int connections, Duration warmup, Duration span) {
        return new Load(connections, 0, 0, 0, false, Duration.ZERO, warmup, span);
    }

    /** Streams, one after another on each connection. */
    public static Load streams(int connections, int tokens, Duration warmup, Duration span) {
        return new Load(connections, tokens, 0, 0, false, Duration.ZERO, warmup, span);
    }

    public Load at(int perSecond) {
        return new Load(connections, expect, perSecond, bodyBytes, refusable, ramp, warmup, span);
    }

    public Load withBody(int bytes) {
        return new Load(connections, expect, rate, bytes, refusable, ramp, warmup, span);
    }

    public Load spreadOver(Duration time) {
        return new Load(connections, expect, rate, bodyBytes, refusable, time, warmup, span);
    }

    /** The same load on a gateway that may refuse some of it. */
    public Load orRefused() {
        return new Load(connections, expect, rate, bodyBytes, true, ramp, warmup, span);
    }

    /** The arguments of the generator. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(
                List.of("-c", Integer.toString(connections), "--warmup", seconds(warmup), "-d", seconds(span)));
        if (expect > 0) {
            arguments.addAll(List.of("--stream", "--expect", Integer.toString(expect)));
        }
        if (rate > 0) {
            arguments.addAll(List.of("--rate", Integer.toString(rate)));
        }
        if (bodyBytes > 0) {
            arguments.addAll(List.of("--body-bytes", Integer.toString(bodyBytes)));
        }
        if (refusable) {
            arguments.add("--shed");
        }
        if (!ramp.isZero()) {
            arguments.addAll(List.of("--ramp", seconds(ramp)));
        }
        return arguments;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }
}
