package dev.baton.testkit;

import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer as server-sent events, a write for each event. */
record StreamedAnswer(Answer answer, Chunks chunks, Pacing pacing, int choices) implements Body {

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        addBeginning(steps);
        addTokens(steps);
        addFinishes(steps);
        addEnd(steps);
        return style().has(Quirk.BOM) ? withByteOrderMark(steps) : steps;
    }

    private void addBeginning(List<Step> steps) {
        if (style().has(Quirk.AZURE_FIRST_CHUNK)) {
            steps.add(write(Part.PREAMBLE, Chunks.azurePromptFilter(), 0));
        }
        for (int choice = 0; choice < choices && chunks.speech().hasRoles(); choice++) {
            ObjectNode delta = Json.object().put("role", "assistant").put("content", "");
            steps.add(write(Part.ROLE, chunks.chunk(choice, delta, null, 0), 0));
        }
    }

    private void addTokens(List<Step> steps) {
        List<ObjectNode> deltas = Deltas.of(answer);
        int sent = 0;
        for (int index = 0; index < deltas.size(); index++) {
            steps.addAll(pacing.before(index));
            for (int choice = 0; choice < choices; choice++) {
                sent++;
                ObjectNode delta = deltas.get(index).deepCopy();
                steps.add(write(Part.TOKEN, chunks.chunk(choice, delta, null, sent), 1));
            }
        }
        // Held after its last token, an answer has all of its text out and not its finish.
        if (pacing.holdAfter() == deltas.size()) {
            steps.add(new Step.Gate(1));
        }
    }

    private void addFinishes(List<Step> steps) {
        if (!style().has(Quirk.MISSING_FINISH)) {
            steps.addAll(finishes(style().has(Quirk.NULL_FINISH) ? null : answer.finish()));
        }
    }

    private List<Step> finishes(@Nullable String reason) {
        List<Step> steps = new ArrayList<>();
        for (int choice = 0; choice < choices; choice++) {
            ObjectNode chunk = chunks.chunk(choice, Json.object(), reason, tokens());
            boolean last = choice == choices - 1;
            steps.add(write(
                    Part.FINISH,
                    last && style().has(Quirk.USAGE_ON_FINISH) ? chunks.withUsage(chunk, tokens()) : chunk,
                    0));
        }
        return steps;
    }

    private void addEnd(List<Step> steps) {
        boolean usageOfItsOwn = !style().has(Quirk.MISSING_USAGE) && !style().has(Quirk.USAGE_ON_FINISH);
        if (chunks.request().wantsUsage() && usageOfItsOwn) {
            steps.add(write(Part.USAGE, chunks.usageChunk(tokens()), 0));
        }
        if (!style().has(Quirk.MISSING_DONE)) {
            steps.add(done());
        }
        if (style().has(Quirk.DATA_AFTER_DONE)) {
            ObjectNode late = Json.object().put("content", " And one more thing.");
            steps.add(write(Part.OUTBURST, chunks.chunk(0, late, null, tokens()), 0));
        }
    }

    private static List<Step> withByteOrderMark(List<Step> steps) {
        List<Step> marked = new ArrayList<>(steps);
        Write mark = new Write(Part.PREAMBLE, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        if (steps.getFirst() instanceof Write first) {
            marked.set(0, new Write(first.part(), mark.followedBy(first).bytes(), first.tokens()));
        }
        return marked;
    }

    @Override
    public List<Step> said(Outburst outburst) {
        return switch (outburst) {
            case Outburst.Raw raw -> List.of(new Write(Part.OUTBURST, raw.bytes()));
            case Outburst.Failure failure -> failure(failure);
            case Outburst.Finish finish -> {
                List<Step> steps = new ArrayList<>();
                for (Step step : finishes(finish.reason())) {
                    steps.add(new Write(Part.OUTBURST, ((Write) step).bytes()));
                }
                steps.add(done());
                yield steps;
            }
        };
    }

    private List<Step> failure(Outburst.Failure failure) {
        ObjectNode body = Json.object();
        body.set("error", Json.error("server_error", "engine_error", failure.message()));
        byte[] bytes = switch (failure.form()) {
            case DATA -> style().event(body.toString());
            case EVENT -> style().namedEvent("error", body.toString());
            case LINE -> style().line(body.toString());
        };
        Write error = new Write(Part.OUTBURST, bytes);
        return failure.done() ? List.of(error, done()) : List.of(error);
    }

    @Override
    public byte[] comment() {
        return style().comment("still here");
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    private Write done() {
        return new Write(Part.DONE, style().event("[DONE]"));
    }

    private Write write(Part part, JsonNode chunk, int tokens) {
        return new Write(part, style().event(chunk.toString()), tokens);
    }

    private int tokens() {
        return answer.size() * choices;
    }

    private Style style() {
        return chunks.style();
    }
}
