package dev.baton.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that say what is told, and when. */
final class AnswerFlags {

    private static final int ARGUMENT_PIECE_CHARACTERS = 8;

    @Option(names = "--text", paramLabel = "TEXT", description = "The answer; a story of 60 tokens if not given.")
    private @Nullable String text;

    @Option(names = "--reasoning", paramLabel = "TEXT", description = "Reasoning before the answer.")
    private @Nullable String reasoning;

    @Option(
            names = "--tool-call",
            paramLabel = "NAME=JSON",
            description = "A tool call after the text, its arguments in pieces of 8 characters; may be repeated.")
    private List<String> toolCalls = new ArrayList<>();

    @Option(names = "--finish-reason", paramLabel = "REASON", description = "Instead of stop or tool_calls.")
    private @Nullable String finishReason;

    @Option(names = "--model", paramLabel = "NAME", description = "Instead of the model that was asked for.")
    private @Nullable String model;

    @Option(
            names = "--pace",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Between tokens: 60ms, 2s.")
    private @Nullable Duration pace;

    @Option(
            names = "--first-token-delay",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Before the first token.")
    private @Nullable Duration firstTokenDelay;

    @Option(names = "--stepwise", description = "Every token waits for POST /_control/release.")
    private boolean stepwise;

    @Option(
            names = "--hold-after",
            paramLabel = "K",
            description = "After k tokens the answer waits for POST /_control/release.")
    private @Nullable Integer holdAfter;

    @Option(
            names = "--continuation",
            paramLabel = "STYLE",
            converter = Words.OfStyle.class,
            description =
                    "What is done with a trailing assistant message: continue (default), ignore, echo, repeat-tail, "
                            + "answer-anew, refuse.")
    private ContinuationStyle continuation = ContinuationStyle.CONTINUE;

    @Option(
            names = "--continuation-flag",
            paramLabel = "FIELD",
            converter = Words.OfFlag.class,
            description = "Only with this field: prefix, partial, continue-final-message.")
    private @Nullable ContinuationFlag continuationFlag;

    @Option(
            names = "--anchor",
            paramLabel = "STYLE",
            converter = Words.OfAnchor.class,
            description =
                    "What is done when the end of the last message is to be repeated and gone on from: obey (default), "
                            + "echo, introduce, respace, quote, fence, go-on, answer-anew, refuse.")
    private AnchorStyle anchor = AnchorStyle.OBEY;

    Script apply(Script script) {
        Script changed = continuationFlag == null
                ? script.continuation(continuation)
                : script.continuation(continuation, continuationFlag);
        changed = changed.anchor(anchor);
        changed = text == null ? changed : changed.withText(text);
        changed = reasoning == null ? changed : changed.reasoning(reasoning);
        for (int index = 0; index < toolCalls.size(); index++) {
            changed = withToolCall(changed, index + 1, toolCalls.get(index));
        }
        changed = finishReason == null ? changed : changed.finishReason(finishReason);
        changed = model == null ? changed : changed.model(model);
        changed = pace == null ? changed : changed.pace(pace);
        changed = firstTokenDelay == null ? changed : changed.firstTokenAfter(firstTokenDelay);
        changed = stepwise ? changed.stepwise() : changed;
        return holdAfter == null ? changed : changed.holdAfter(holdAfter);
    }

    private static Script withToolCall(Script script, int number, String call) {
        int equals = call.indexOf('=');
        Check.that(equals > 0, "--tool-call", call, "NAME=JSON, such as weather={\"city\":\"Rome\"}");
        List<String> pieces = new ArrayList<>();
        for (int from = equals + 1; from < call.length(); from += ARGUMENT_PIECE_CHARACTERS) {
            pieces.add(call.substring(from, Math.min(call.length(), from + ARGUMENT_PIECE_CHARACTERS)));
        }
        return script.toolCall("call_" + number, call.substring(0, equals), pieces.toArray(String[]::new));
    }
}
