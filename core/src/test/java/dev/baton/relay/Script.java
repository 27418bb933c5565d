package dev.baton.relay;

import dev.baton.dialect.openai.Chunks;
import dev.baton.upstream.CallFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a target does in one call: a status, pieces of a body with pauses between them, and an end. */
final class Script {

    /** A piece of the body, and how long the target is silent before it. */
    record Piece(Duration silence, byte[] bytes) {}

    enum End {
        COMPLETES,
        BREAKS,
        STAYS_OPEN
    }

    private final int status;
    private final String contentType;
    private final String id;
    private final List<Piece> pieces = new ArrayList<>();
    private Duration silenceBeforeHeaders = Duration.ZERO;
    private Duration silence = Duration.ZERO;
    private End end = End.COMPLETES;
    private CallFailed.@Nullable Stage lost;

    private Script(int status, String contentType, String id) {
        this.status = status;
        this.contentType = contentType;
        this.id = id;
    }

    /** A stream whose chunks carry this id. */
    static Script stream(String id) {
        return new Script(200, "text/event-stream", id);
    }

    /** A response in one piece. */
    static Script response(int status, String contentType, String body) {
        return new Script(status, contentType, "").bytes(Chunks.utf8(body));
    }

    static Script refusal(int status) {
        return response(status, "application/json", "{\"error\":{\"message\":\"no\"}}");
    }

    /** A call that never gets a response. */
    static Script lost(CallFailed.Stage stage) {
        Script script = stream("");
        script.lost = stage;
        return script;
    }

    /** A stream that is complete and says this. */
    static Script answer(String id, String... pieces) {
        return stream(id).role().text(pieces).finish("stop").done();
    }

    Script headersAfter(Duration wait) {
        silenceBeforeHeaders = wait;
        return this;
    }

    /** Silence before what follows. */
    Script silent(Duration wait) {
        silence = wait;
        return this;
    }

    Script bytes(byte[] bytes) {
        pieces.add(new Piece(silence, bytes));
        silence = Duration.ZERO;
        return this;
    }

    Script event(String payload) {
        return bytes(Chunks.utf8(Chunks.sse(payload)));
    }

    Script role() {
        return event(Chunks.role(id));
    }

    Script text(String... texts) {
        for (String each : texts) {
            event(Chunks.text(id, each));
        }
        return this;
    }

    Script tool(String callId, String name) {
        return event(Chunks.tool(id, callId, name));
    }

    Script arguments(String piece) {
        return event(Chunks.arguments(id, piece));
    }

    Script finish(String reason) {
        return event(Chunks.finish(id, reason));
    }

    Script usage(long prompt, long completion) {
        return event(Chunks.usage(id, prompt, completion));
    }

    Script done() {
        return bytes(Chunks.utf8(Chunks.DONE));
    }

    /** Ends with a broken connection. */
    Script breaks() {
        end = End.BREAKS;
        return this;
    }

    /** Never ends. */
    Script staysOpen() {
        end = End.STAYS_OPEN;
        return this;
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    List<Piece> pieces() {
        return pieces;
    }

    Duration silenceBeforeHeaders() {
        return silenceBeforeHeaders;
    }

    End end() {
        return end;
    }

    CallFailed.@Nullable Stage lost() {
        return lost;
    }
}
