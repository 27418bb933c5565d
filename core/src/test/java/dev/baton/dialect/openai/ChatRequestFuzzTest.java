package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.dialect.BadRequest;
import dev.baton.dialect.json.Payloads;
import dev.baton.resilience.Opening;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Targets;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A client's request: refused without a word of it, or sent on with nothing changed but what an attempt must change. */
class ChatRequestFuzzTest {

    private static final Step RESTART = new Step(Targets.target("b"), Opening.RESTART);
    private static final Step PREFILL = new Step(Targets.target("c", Continuation.PREFILL), Opening.PREFILL);
    private static final String DELIVERED = "Half a sent";

    /** All that a refusal consists of: words of ours, names of fields, JSON types and places. */
    private static final String REFUSAL = "The body is not (a single JSON object"
            + "|valid JSON( at line -?\\d+, column -?\\d+)? \\(expected: [\\w ,-]+\\))\\."
            + "|'(model|messages|stream|stream_options|n)' is \\w+ \\(expected: [\\w ]+\\)\\.";

    /** Fields that a prefill may lower or set; each is checked by tests of its own. */
    private static final Set<String> OF_A_PREFILL = Set.of("max_tokens", "max_completion_tokens", "response_format");

    @FuzzTest
    void sendsOnWhatTheClientSaid(byte[] body) {
        parse(body).ifPresent(request -> {
            ObjectNode said = (ObjectNode) Payloads.tree(body).orElseThrow();
            assertThat(request.model()).isEqualTo(said.path("model").asString());
            assertThat(request.isStreaming()).isEqualTo(said.path("stream").asBoolean(false));
            assertThat(sent(request, RESTART)).isEqualTo(expected(said, RESTART, request.isStreaming()));
            checkPrefill(request, said);
        });
    }

    private static Optional<ChatRequest> parse(byte[] body) {
        try {
            return Optional.of(ChatRequest.parse(body));
        } catch (BadRequest refused) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).matches(REFUSAL);
            return Optional.empty();
        }
    }

    private static void checkPrefill(ChatRequest request, ObjectNode said) {
        ObjectNode expected = expected(said, PREFILL, request.isStreaming());
        ArrayNode messages = (ArrayNode) expected.get("messages");
        messages.addObject().put("role", "assistant").put("content", DELIVERED);
        ObjectNode sent = sent(request, PREFILL);
        assertThat(sent.remove(OF_A_PREFILL)).isEqualTo(expected.remove(OF_A_PREFILL));
    }

    private static ObjectNode sent(ChatRequest request, Step step) {
        return (ObjectNode) Payloads.tree(request.bodyFor(step, DELIVERED)).orElseThrow();
    }

    private static ObjectNode expected(ObjectNode said, Step step, boolean streaming) {
        ObjectNode expected = said.deepCopy().put("model", step.target().model());
        if (streaming) {
            JsonNode options = said.path("stream_options");
            ObjectNode counting = options.isObject() ? (ObjectNode) options.deepCopy() : expected.objectNode();
            expected.set("stream_options", counting.put("include_usage", true));
        }
        return expected;
    }
}
