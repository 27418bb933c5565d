package dev.baton.gateway;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client may get: one whole answer or one honest error, and nothing between the two. Waits for the end. */
public final class AnswerAssert extends AbstractAssert<AnswerAssert, StreamedAnswer> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private AnswerAssert(StreamedAnswer answer) {
        super(answer.awaitEnd(), AnswerAssert.class);
        as(answer.toString());
    }

    public static AnswerAssert assertThat(StreamedAnswer answer) {
        return new AnswerAssert(answer);
    }

    /** A complete stream of one choice with exactly this text, under one envelope. */
    public AnswerAssert isWhole(String text) {
        isWhole(Map.of(0, text), "stop");
        return this;
    }

    /** A complete stream of these choices, by number, each with exactly its text and this finish reason. */
    public AnswerAssert isWhole(Map<Integer, String> texts, String finishReason) {
        endsCleanly(200, "text/event-stream;charset=utf-8");
        List<StreamEvent> said =
                actual.events().stream().filter(event -> !event.isComment()).toList();
        check(said.getLast().isDone(), "[DONE] is not last");
        check(said.stream().filter(StreamEvent::isDone).count() == 1, "[DONE] is not there once");
        check(said.stream().noneMatch(StreamEvent::isError), "an error beside a whole answer");
        hasOneEnvelope();
        texts.forEach((choice, text) -> {
            Assertions.assertThat(actual.text(choice)).as(descriptionText()).isEqualTo(text);
            Assertions.assertThat(roles(choice)).as(descriptionText()).isEqualTo(1);
            Assertions.assertThat(finishes(choice)).as(descriptionText()).containsExactly(finishReason);
        });
        check(!actual.body().contains("\"error\""), "an error key on a good chunk");
        return this;
    }

    /**
     * A stream that broke: what was said is exactly this text, then one error whose message has all of these words, and no
     * sign of success.
     */
    public AnswerAssert isHonestError(String text, String... words) {
        endsCleanly(200, "text/event-stream;charset=utf-8");
        Assertions.assertThat(actual.text(0)).as(descriptionText()).isEqualTo(text);
        check(actual.events().getLast().isError(), "an error is not last");
        check(actual.events().stream().filter(StreamEvent::isError).count() == 1, "more than one error");
        check(actual.events().stream().noneMatch(StreamEvent::isDone), "[DONE] beside an error");
        check(finishes(0).isEmpty(), "a finish beside an error");
        hasOneEnvelope();
        isErrorBody(actual.events().getLast().json(), words);
        return this;
    }

    /** No stream: this status, and an error body whose message has all of these words. */
    public AnswerAssert isRefused(int status, String... words) {
        endsCleanly(status, "application/json");
        isErrorBody(JSON.readTree(actual.body()), words);
        return this;
    }

    /** An answer in one piece with exactly this text. */
    public AnswerAssert isWholeBody(String text) {
        endsCleanly(200, "application/json");
        JsonNode body = JSON.readTree(actual.body());
        Assertions.assertThat(body.path("object").asString())
                .as(descriptionText())
                .isEqualTo("chat.completion");
        JsonNode choice = body.path("choices").path(0);
        Assertions.assertThat(choice.path("message").path("content").asString(""))
                .as(descriptionText())
                .isEqualTo(text);
        Assertions.assertThat(choice.path("finish_reason").asString(""))
                .as(descriptionText())
                .isEqualTo("stop");
        check(body.path("usage").path("completion_tokens").asInt() > 0, "no usage");
        return this;
    }

    /** Usage is told once, behind everything that was said. */
    public AnswerAssert tellsUsage() {
        List<StreamEvent> told = actual.chunks().stream()
                .filter(chunk -> chunk.json().path("usage").isObject())
                .toList();
        check(told.size() == 1, "usage is not told once");
        check(told.getFirst().json().path("choices").isEmpty(), "usage beside a choice");
        check(told.getFirst() == actual.chunks().getLast(), "usage is not behind everything");
        JsonNode usage = told.getFirst().json().path("usage");
        long sum = usage.path("prompt_tokens").asLong()
                + usage.path("completion_tokens").asLong();
        check(usage.path("completion_tokens").asLong() > 0, "an answer that cost nothing");
        check(usage.path("total_tokens").asLong() == sum, "a total that is no sum");
        return this;
    }

    public AnswerAssert tellsNoUsage() {
        check(
                actual.chunks().stream()
                        .noneMatch(chunk -> chunk.json().path("usage").isObject()),
                "unasked usage");
        return this;
    }

    /** The headers name the target and how many calls it took. */
    public AnswerAssert isToldBy(String target, int attempts) {
        Assertions.assertThat(actual.header("x-baton-target"))
                .as(descriptionText())
                .isEqualTo(target);
        Assertions.assertThat(actual.header("x-baton-attempts"))
                .as(descriptionText())
                .isEqualTo("" + attempts);
        return this;
    }

    /** As {@link #isToldBy}, and every chunk of the stream names the model of this target. */
    public AnswerAssert isFrom(String target, int attempts) {
        isToldBy(target, attempts);
        Assertions.assertThat(told(chunk -> chunk.path("model").asString("")))
                .as(descriptionText())
                .containsExactly(target.substring(target.indexOf('/') + 1));
        return this;
    }

    private void endsCleanly(int status, String type) {
        Assertions.assertThat(actual.status()).as(descriptionText()).isEqualTo(status);
        Assertions.assertThat(actual.header("content-type").replace(" ", "").toLowerCase())
                .as(descriptionText())
                .isEqualTo(type);
        Assertions.assertThat(actual.header("x-request-id"))
                .as(descriptionText())
                .isEqualTo(actual.requestId());
        Assertions.assertThat(actual.end()).as(descriptionText()).isEqualTo(StreamedAnswer.End.CLEAN);
    }

    private void hasOneEnvelope() {
        check(actual.unparsed().isEmpty(), "half an event");
        for (String field : List.of("id", "created", "model", "object")) {
            List<String> values = told(chunk -> chunk.path(field).asString(""));
            check(values.size() <= 1 && !values.contains(""), values.size() + " values of " + field + ": " + values);
        }
    }

    private <T> List<T> told(Function<JsonNode, T> value) {
        return actual.chunks().stream()
                .map(chunk -> value.apply(chunk.json()))
                .distinct()
                .toList();
    }

    private long roles(int choice) {
        return actual.chunks().stream()
                .filter(chunk -> chunk.choice(choice).path("delta").has("role"))
                .count();
    }

    private List<String> finishes(int choice) {
        return actual.chunks().stream()
                .map(chunk -> chunk.choice(choice).path("finish_reason"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    private void isErrorBody(JsonNode body, String... words) {
        JsonNode error = body.path("error");
        for (String field : List.of("message", "type", "param", "code")) {
            check(error.has(field), "an error without " + field);
        }
        Assertions.assertThat(error.path("message").asString(""))
                .as(descriptionText())
                .contains(words);
    }

    private void check(boolean holds, String complaint) {
        if (!holds) {
            failWithMessage("%s in %s", complaint, actual);
        }
    }

    /** The tool calls that a streaming client puts together: {@code name(arguments)}. */
    public AnswerAssert callsTools(String... calls) {
        String made = actual.chunks().stream()
                .map(chunk ->
                        chunk.choice(0).path("delta").path("tool_calls").path(0).path("function"))
                .filter(JsonNode::isObject)
                .map(function -> function.has("name")
                        ? "|" + function.path("name").asString() + ":"
                                + function.path("arguments").asString("")
                        : function.path("arguments").asString(""))
                .collect(joining());
        Assertions.assertThat(made).as(descriptionText()).isEqualTo("|" + String.join("|", calls));
        return this;
    }
}
