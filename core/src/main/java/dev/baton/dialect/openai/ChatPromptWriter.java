package dev.baton.dialect.openai;

import dev.baton.dialect.Losses;
import dev.baton.dialect.Takeover;
import dev.baton.dialect.json.Json;
import dev.baton.prompt.Feature;
import dev.baton.prompt.OutputFormat;
import dev.baton.prompt.Prompt;
import dev.baton.prompt.Sampling;
import dev.baton.prompt.Thinking;
import dev.baton.prompt.Tools;
import dev.baton.resilience.Step;
import dev.baton.route.Continuation;
import dev.baton.route.Target;
import dev.baton.route.Vendor.Quirk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request for a provider of the Chat Completions protocol. */
final class ChatPromptWriter {

    /** OpenAI takes no more; many other servers do. */
    private static final int MOST_STOPS = 4;

    private final Target target;
    private final ChatServer server;
    private final Losses losses;
    private final ObjectNode root = Json.TREES.createObjectNode();

    ChatPromptWriter(Target target, Losses losses) {
        this.target = target;
        this.server = ChatServer.of(target);
        this.losses = losses;
    }

    byte[] write(Prompt prompt, Step step, String delivered) {
        fill(Takeover.of(step, delivered).map(takeover -> takeover.of(prompt)).orElse(prompt));
        if (step.thinkingOff()) {
            Prefill.withoutThinking(target.thinkingSwitch(), Json.TREES.createObjectNode())
                    .forEach(root::putPOJO);
        }
        return Json.TREES.writeValueAsBytes(root);
    }

    private void stream() {
        root.put("stream", true);
        if (!server.has(Quirk.NO_STREAM_OPTIONS)) {
            root.putObject("stream_options").put("include_usage", true);
        }
    }

    private void fill(Prompt prompt) {
        root.put("model", target.model());
        root.set("messages", messages(prompt));
        if (prompt.streaming()) {
            stream();
        }
        limits(prompt);
        sampling(prompt.sampling());
        format(prompt.format());
        // Servers other than OpenAI's know no choice of a few.
        tools(prompt.tools().narrowed());
        thinking(prompt);
        if (prompt.user() != null) {
            root.put("user", prompt.user());
        }
    }

    private ArrayNode messages(Prompt prompt) {
        ArrayNode messages = new ChatMessagesWriter(server, losses).write(prompt.turns());
        if (prompt.endsWithAssistant() && messages.get(messages.size() - 1) instanceof ObjectNode begun) {
            // A server that does not continue would answer anew, behind what the client has written itself.
            losses.refuseIf(target.continuation() == Continuation.NONE, Feature.BEGUN_ANSWER);
            Prefill.marked(begun, target.continuation());
            Prefill.flags(target.continuation()).forEach(root::put);
        }
        return messages;
    }

    private void limits(Prompt prompt) {
        if (prompt.limits().choices() > 1) {
            root.put("n", prompt.limits().choices());
        }
        if (prompt.limits().maxTokens() != null) {
            root.put(server.limitName(), prompt.limits().maxTokens());
        }
        List<String> stop = prompt.limits().stop();
        losses.refuseIf(server.isStrict() && stop.size() > MOST_STOPS, Feature.STOP);
        if (!stop.isEmpty()) {
            ArrayNode stops = root.putArray("stop");
            stop.forEach(stops::add);
        }
    }

    private void sampling(Sampling sampling) {
        putNumber("temperature", sampling.temperature());
        putNumber("top_p", sampling.topP());
        putNumber("presence_penalty", sampling.presencePenalty());
        putNumber("frequency_penalty", sampling.frequencyPenalty());
        if (sampling.seed() != null) {
            root.put("seed", sampling.seed());
        }
        if (sampling.topK() != null && !server.isStrict()) {
            root.put("top_k", sampling.topK());
        }
        losses.dropIf(sampling.topK() != null && server.isStrict(), Feature.TOP_K);
        losses.refuseIf(sampling.logprobs(), Feature.LOGPROBS);
    }

    private void putNumber(String name, @Nullable Double value) {
        if (value != null) {
            root.put(name, value);
        }
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Text ignored -> {}
            case OutputFormat.Json ignored -> root.putObject("response_format").put("type", "json_object");
            case OutputFormat.Schema schema -> {
                ObjectNode given = root.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
                given.put("name", schema.name().isEmpty() ? "answer" : schema.name());
                given.put("strict", schema.strict());
                given.set("schema", schema.schema());
            }
        }
    }

    private void tools(Tools given) {
        if (given.declared().isEmpty()) {
            return;
        }
        ArrayNode tools = root.putArray("tools");
        for (Tools.Tool tool : given.declared()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            if (tool.parameters() != null) {
                function.set("parameters", tool.parameters());
            }
            if (tool.strict() != null) {
                function.put("strict", tool.strict());
            }
        }
        if (given.choice() != null) {
            choice(given.choice());
        }
        if (!given.parallel()) {
            root.put("parallel_tool_calls", false);
        }
    }

    private void choice(Tools.Choice choice) {
        switch (choice) {
            case Tools.Choice.Auto ignored -> root.put("tool_choice", "auto");
            case Tools.Choice.Never ignored -> root.put("tool_choice", "none");
            case Tools.Choice.Any ignored -> root.put("tool_choice", "required");
            case Tools.Choice.Named named -> function(root.putObject("tool_choice"), named.name());
            case Tools.Choice.Among ignored -> throw new IllegalStateException("a choice that has been narrowed");
        }
    }

    private static void function(ObjectNode node, String name) {
        node.put("type", "function").putObject("function").put("name", name);
    }

    private void thinking(Prompt prompt) {
        Thinking thinking = prompt.thinking();
        if (thinking == null) {
            return;
        }
        if (server.takes(thinking)) {
            root.put("reasoning_effort", OpenAiWords.word(thinking.effortOr(Thinking.Effort.MEDIUM)));
        }
        losses.dropIf(server.isLostOn(thinking), Feature.THINKING);
    }
}
