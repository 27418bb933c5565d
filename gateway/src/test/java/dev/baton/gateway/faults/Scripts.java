package dev.baton.gateway.faults;

import dev.baton.gateway.Tale;
import dev.baton.testkit.Death;
import dev.baton.testkit.Framing;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import java.time.Duration;
import java.util.function.IntFunction;

/** What servers do in the rows of the matrix, by the tokens that they tell before. */
final class Scripts {

    /** Several times within the clocks of the model {@code quick}. */
    static final Duration OFTEN = Duration.ofMillis(40);

    private Scripts() {}

    static IntFunction<Script> framed(Framing framing) {
        return tokens -> Script.standard().framing(framing).dieAfter(tokens, Death.FIN);
    }

    static IntFunction<Script> say(Outburst outburst) {
        return tokens -> Script.standard().sayAfter(tokens, outburst);
    }

    /** These bytes, and then the end of the body. */
    static IntFunction<Script> ends(String text) {
        return say(Outburst.raw(text, false));
    }

    /** These bytes, and then the rest of the answer. */
    static IntFunction<Script> inserts(String text) {
        return say(Outburst.raw(text, true));
    }

    /** A chunk of one choice with this text. */
    static String chunk(int choice, String content) {
        return "{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":" + choice + ",\"delta\":{\"content\":\""
                + content + "\"},\"finish_reason\":null}]}";
    }

    static String event(String data) {
        return "data: " + data + "\n\n";
    }

    /** The last token that was told, in a chunk of its own. */
    static String lastToken(int tokens) {
        return event(chunk(0, Tale.TOKENS.get(tokens - 1).replace("\"", "\\\"")));
    }

    static Script redirect(int status, String location) {
        return Script.reply(status, null, "").header("Location", location);
    }

    static Script redirect(int status, ScriptedProvider there) {
        return redirect(status, there.url() + "/chat/completions");
    }

    /** A body in one piece with this finish reason, as JSON. */
    static String unfinished(String reason) {
        return "{\"id\":\"x\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"Half an\"},\"finish_reason\":" + reason + "}]}";
    }
}
