package dev.baton.dialect.responses;

import dev.baton.dialect.Losses;
import dev.baton.dialect.Takeover;
import dev.baton.dialect.json.Json;
import dev.baton.dialect.openai.ChatServer;
import dev.baton.dialect.openai.OpenAiWords;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Thinking;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Target;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for a provider of the Responses protocol. It is told to store nothing: nobody could ask for it here. */
final class ResponsesPromptWriter {

    /** OpenAI's own. */
    static final long LEAST_LIMIT = 16;

    private final Target target;
    private final ChatServer server;
    private final Losses losses;
    private final ObjectNode root = Json.TREES.createObjectNode();

    ResponsesPromptWriter(Target target, Losses losses) {
        this.target = target;
        this.server = ChatServer.of(target);
        this.losses = losses;
    }

    byte[] write(Prompt prompt, Step step, String delivered) {
        fill(Takeover.of(step, delivered).map(takeover -> takeover.of(prompt)).orElse(prompt));
        if (step.thinkingOff()) {
            root.putObject("reasoning").put("effort", "none");
        }
        return Json.TREES.writeValueAsBytes(root);
    }

    private void fill(Prompt prompt) {
        root.put("model", target.model());
        root.set("input", input(prompt));
        root.put("store", false);
        if (prompt.streaming()) {
            root.put("stream", true);
        }
        limits(prompt.limits());
        sampling(prompt.sampling());
        format(prompt.format());
        new ResponsesToolsWriter(root).write(prompt.tools());
        thinking(prompt.thinking());
        if (prompt.user() != null) {
            root.put("safety_identifier", prompt.user());
        }
    }

    private ArrayNode input(Prompt prompt) {
        // A server that does not continue would answer anew, behind what the client has written itself.
        losses.refuseIf(prompt.endsWithAssistant() && target.continuation() == Continuation.NONE, Feature.BEGUN_ANSWER);
        return new InputWriter(losses).write(prompt.turns());
    }

    private void limits(Limits limits) {
        losses.refuseIf(limits.choices() > 1, Feature.CHOICES);
        losses.refuseIf(!limits.stop().isEmpty(), Feature.STOP);
        Long wanted = limits.maxTokens();
        if (wanted != null) {
            boolean tooLow = server.isStrict() && wanted < LEAST_LIMIT;
            losses.dropIf(tooLow, Feature.MAX_TOKENS);
            root.put("max_output_tokens", tooLow ? LEAST_LIMIT : wanted);
        }
    }

    private void sampling(Sampling sampling) {
        losses.refuseIf(sampling.logprobs(), Feature.LOGPROBS);
        losses.dropIf(sampling.topK() != null, Feature.TOP_K);
        losses.dropIf(sampling.seed() != null, Feature.SEED);
        losses.dropIf(sampling.presencePenalty() != null, Feature.PRESENCE_PENALTY);
        losses.dropIf(sampling.frequencyPenalty() != null, Feature.FREQUENCY_PENALTY);
        if (sampling.temperature() != null) {
            root.put("temperature", sampling.temperature());
        }
        if (sampling.topP() != null) {
            root.put("top_p", sampling.topP());
        }
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Text ignored -> {}
            case OutputFormat.Json ignored ->
                root.putObject("text").putObject("format").put("type", "json_object");
            case OutputFormat.Schema schema ->
                root.putObject("text")
                        .putObject("format")
                        .put("type", "json_schema")
                        .put("name", schema.name().isEmpty() ? "answer" : schema.name())
                        .put("strict", schema.strict())
                        .set("schema", schema.schema());
        }
    }

    /** No summary of its thoughts is asked for: OpenAI gives one to verified organisations, and answers 400 to others. */
    private void thinking(@Nullable Thinking thinking) {
        if (thinking == null) {
            return;
        }
        losses.dropIf(server.isLostOn(thinking), Feature.THINKING);
        if (server.takes(thinking)) {
            root.putObject("reasoning").put("effort", OpenAiWords.word(thinking.effortOr(Thinking.Effort.MEDIUM)));
        }
    }
}
