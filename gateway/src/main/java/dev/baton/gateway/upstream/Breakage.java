package dev.baton.gateway.upstream;

import dev.baton.upstream.CallFailed;
import dev.baton.upstream.CallFailed.Stage;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.PrematureChannelClosureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in our words what broke. The words of an exception are not repeated: they may hold what a header or a URL held. */
final class Breakage {

    private Breakage() {}

    /** @param cause null when the connection closed without a word */
    static CallFailed of(@Nullable Throwable cause, Stage stage, Origin origin) {
        String peer = origin.authority();
        return cause instanceof NotHttp notHttp
                ? new CallFailed(Stage.PROTOCOL, peer + ": " + notHttp.getMessage())
                : new CallFailed(stage, peer + ": " + whatHappened(cause, stage));
    }

    private static String whatHappened(@Nullable Throwable cause, Stage stage) {
        return switch (stage) {
            case CONNECT -> "not connected, " + whyNotConnected(cause);
            case BEFORE_HEADERS -> how(cause) + " before the response began";
            case BODY -> how(cause) + " in the middle of the response";
            case PROTOCOL -> "not HTTP";
        };
    }

    private static String whyNotConnected(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> "closed";
            case TimeoutException late -> "out of time";
            case ConnectTimeoutException late -> "out of time";
            case UnknownHostException unknown -> "name not resolved";
            case ConnectException refused -> "refused";
            case SSLException untrusted -> "TLS failed";
            case ClosedChannelException closed -> "closed";
            default -> cause.getClass().getSimpleName();
        };
    }

    private static String how(@Nullable Throwable cause) {
        if (cause == null
                || cause instanceof ClosedChannelException
                || cause instanceof PrematureChannelClosureException) {
            return "connection closed";
        }
        return isReset(cause)
                ? "connection reset"
                : "connection broken (" + cause.getClass().getSimpleName() + ")";
    }

    /** Only the words of the operating system tell a reset from other ends; they hold nothing of ours. */
    private static boolean isReset(Throwable cause) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains("reset");
    }
}
