package dev.baton.dialect.anthropic;

import dev.baton.dialect.ClientRequest;
import dev.baton.dialect.json.Json;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import dev.baton.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** {@code count_tokens}: how long a prompt is, in the tokens of a model. */
public final class TokenCount {

    private static final String PATH = "/count_tokens";

    private TokenCount() {}

    /** The question to a target that speaks this protocol, in the client's own bytes. */
    public static UpstreamRequest call(ClientRequest request, Target target, Duration connectLimit) {
        Map<String, String> headers = new HashMap<>(MessagesProvider.WHOLE);
        headers.putAll(request.headers());
        return new UpstreamRequest(
                target.provider(),
                MessagesProvider.path(target) + PATH + request.query(),
                headers,
                request.bodyFor(new Step(target, Opening.RESTART), ""),
                connectLimit);
    }

    /** The answer when no target can tell: a guess, and marked as one. */
    public static byte[] estimate(ClientRequest request) {
        ObjectNode answer = Json.TREES.createObjectNode().put("input_tokens", request.estimatedPromptTokens());
        answer.putObject("baton").put("input_tokens", "estimated");
        return Json.TREES.writeValueAsBytes(answer);
    }
}
