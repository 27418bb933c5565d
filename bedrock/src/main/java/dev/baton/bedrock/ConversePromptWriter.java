package dev.baton.bedrock;

import dev.baton.dialect.Losses;
import dev.baton.dialect.Takeover;
import dev.baton.dialect.anthropic.ClaudeSampling;
import dev.baton.dialect.json.Json;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Limits;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Prompt;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Target;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a request. What the protocol has no field for goes to the model in its vendor's own words, in {@code
 * additionalModelRequestFields}; the model and whether to stream stand in the path.
 */
final class ConversePromptWriter {

    private final Target target;
    private final BedrockModel model;
    private final Losses losses;
    private final ObjectNode root = Json.TREES.createObjectNode();
    private final ObjectNode inference = Json.TREES.createObjectNode();
    private final ObjectNode more = Json.TREES.createObjectNode();

    ConversePromptWriter(Target target, Losses losses) {
        this.target = target;
        this.model = BedrockModel.of(target.model());
        this.losses = losses;
    }

    byte[] write(Prompt prompt, Step step, String delivered) {
        fill(Takeover.of(step, delivered).map(takeover -> takeover.of(prompt)).orElse(prompt));
        if (step.thinkingOff()) {
            more.putObject("thinking").put("type", "disabled");
        }
        put("inferenceConfig", inference);
        put("additionalModelRequestFields", more);
        return Json.TREES.writeValueAsBytes(root);
    }

    private void put(String name, ObjectNode fields) {
        if (!fields.isEmpty()) {
            root.set(name, fields);
        }
    }

    private void fill(Prompt prompt) {
        losses.refuseIf(prompt.endsWithAssistant() && target.continuation() == Continuation.NONE, Feature.BEGUN_ANSWER);
        losses.dropIf(prompt.user() != null, Feature.USER);
        new ConverseTurnsWriter(model, losses).write(prompt.turns(), root);
        limits(prompt.limits());
        format(prompt.format());
        boolean thinks = new ConverseThinking(model, losses).write(prompt, root, inference, more);
        // Others take what Claude takes.
        sampling(ClaudeSampling.of(prompt.sampling(), model.claude(), thinks, losses));
        new ConverseToolsWriter(model, thinks, losses).write(prompt, root);
    }

    private void limits(Limits limits) {
        losses.refuseIf(limits.choices() > 1, Feature.CHOICES);
        losses.refuseIf(limits.stop().stream().anyMatch(String::isBlank), Feature.STOP);
        if (limits.maxTokens() != null) {
            inference.put("maxTokens", limits.maxTokens());
        }
        if (!limits.stop().isEmpty()) {
            ArrayNode stops = inference.putArray("stopSequences");
            limits.stop().forEach(stops::add);
        }
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Text ignored -> {}
            // There is no such promise in this protocol, and prose in place of JSON would break the client.
            case OutputFormat.Json ignored -> throw losses.refusal(Feature.OUTPUT_FORMAT);
            case OutputFormat.Schema schema -> {
                losses.refuseIf(!model.followsSchemas(), Feature.OUTPUT_FORMAT);
                schema(schema);
            }
        }
    }

    private void schema(OutputFormat.Schema schema) {
        ObjectNode format =
                root.withObjectProperty("outputConfig").putObject("textFormat").put("type", "json_schema");
        ObjectNode definition = format.putObject("structure").putObject("jsonSchema");
        if (!schema.name().isEmpty()) {
            definition.put("name", schema.name());
        }
        definition.put("schema", Json.TREES.writeValueAsString(schema.schema()));
    }

    private void sampling(ClaudeSampling sampling) {
        if (sampling.temperature() != null) {
            inference.put("temperature", sampling.temperature());
        }
        if (sampling.topP() != null) {
            inference.put("topP", sampling.topP());
        }
        if (sampling.topK() != null) {
            topK(sampling.topK());
        }
    }

    /** Every vendor has a place of its own for it. */
    private void topK(long topK) {
        if (model.takesWordsOfClaude()) {
            more.put("top_k", topK);
        } else if (model.isNova()) {
            more.putObject("inferenceConfig").put("topK", topK);
        } else {
            losses.dropIf(true, Feature.TOP_K);
        }
    }
}
