package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ContinuationTest {

    private static final String TEXT = "One two three four five";

    private final ScriptedProvider provider = ScriptedProvider.start("server-c");

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "CONTINUE,One two, three four five",
                "CONTINUE,One two ,three four five",
                "CONTINUE,One two   , three four five",
                "CONTINUE,One tw,o three four five",
                "CONTINUE,One two three four five,''",
                "CONTINUE,Something else,One two three four five",
                "IGNORE,One two,One two three four five",
                "ECHO,One two,One two three four five",
                "REPEAT_TAIL,One two three,ne two three four five",
                "REPEAT_TAIL,One,One two three four five",
                "ANSWER_ANEW,One two,'" + Story.ANOTHER + "'"
            })
    void treatsATrailingAssistantMessageInItsStyle(ContinuationStyle style, String prefix, String expected)
            throws Exception {
        provider.answers(Script.text(TEXT).continuation(style));

        assertThat(text(request(prefix))).isEqualTo(expected);
    }

    @Test
    void repeatsATailOfTheLengthThatTheScriptSays() throws Exception {
        provider.answers(Script.text(TEXT).repeatTail(8));

        assertThat(text(request("One two three"))).isEqualTo("wo three four five");
    }

    @Test
    void refusesToContinueWhenItsStyleIsToRefuse() throws Exception {
        provider.answers(Script.text(TEXT).continuation(ContinuationStyle.REFUSE));

        HttpResponse<String> refused =
                HttpCaller.chat(provider, request("One two").toString());
        HttpResponse<String> answered = HttpCaller.chat(provider, RawCaller.STREAM);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("does not support assistant message prefill");
        assertThat(Sse.text(answered.body())).isEqualTo(TEXT);
    }

    @Test
    void continuesOnlyWithTheFlagThatItWants() throws Exception {
        ObjectNode plain = request("One two");
        ObjectNode prefix = request("One two");
        ((ObjectNode) prefix.path("messages").path(1)).put("prefix", true);
        ObjectNode partial = request("One two");
        ((ObjectNode) partial.path("messages").path(1)).put("partial", true);
        ObjectNode finalMessage = request("One two").put("continue_final_message", true);

        provider.answers(Script.text(TEXT).continuation(ContinuationStyle.CONTINUE, ContinuationFlag.PREFIX));
        assertThat(text(plain)).isEqualTo(TEXT);
        assertThat(text(partial)).isEqualTo(TEXT);
        assertThat(text(prefix)).isEqualTo(" three four five");

        provider.answers(Script.text(TEXT).continuation(ContinuationStyle.CONTINUE, ContinuationFlag.PARTIAL));
        assertThat(text(partial)).isEqualTo(" three four five");

        provider.answers(
                Script.text(TEXT).continuation(ContinuationStyle.CONTINUE, ContinuationFlag.CONTINUE_FINAL_MESSAGE));
        assertThat(text(plain)).isEqualTo(TEXT);
        assertThat(text(finalMessage)).isEqualTo(" three four five");
    }

    @Test
    void readsAPrefixInContentParts() throws Exception {
        provider.answers(Script.text(TEXT));
        ObjectNode request = request("");
        ((ObjectNode) request.path("messages").path(1))
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", "One two");

        assertThat(text(request)).isEqualTo(" three four five");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "OBEY,two three four five",
                "ECHO,One two three four five",
                "INTRODUCE,'Sure, here is the rest:\n\ntwo three four five'",
                "RESPACE,'two\n  three four five'",
                "QUOTE,'\"two three four five\"'",
                "FENCE,'```\ntwo three four five\n```'",
                "GO_ON, four five",
                "ANSWER_ANEW,'" + Story.ANOTHER + "'"
            })
    void treatsAWishToRepeatTheEndInItsStyle(AnchorStyle style, String expected) throws Exception {
        provider.answers(Script.text(TEXT).anchor(style));

        assertThat(text(request("One two three", "Go on behind this:\n\ntwo three")))
                .isEqualTo(expected);
    }

    @Test
    void findsTheEndBehindAnEmptyLineWhateverStandsBeforeBoth() throws Exception {
        provider.answers(Script.text("One.\n\nTwo three.\n\nFour five").anchor(AnchorStyle.OBEY));

        assertThat(text(request("One.\n\nTwo three.\n\nFour", "Go on.\n\nTwo three.\n\nFour")))
                .isEqualTo("Two three.\n\nFour five");
    }

    @Test
    void refusesToRepeatWhenItsStyleIsToRefuse() throws Exception {
        provider.answers(Script.text(TEXT).anchor(AnchorStyle.REFUSE));

        HttpResponse<String> refused =
                HttpCaller.chat(provider, request("One two", "Go on:\n\ntwo").toString());

        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void takesAnyOtherMessageOfTheUserForAQuestion() throws Exception {
        provider.answers(Script.text(TEXT).anchor(AnchorStyle.REFUSE));

        assertThat(text(request("One two", "And then two"))).isEqualTo(TEXT);
        assertThat(text(request("One two", "And then?\n\nthree"))).isEqualTo(TEXT);
    }

    private static ObjectNode request(String prefix, String wish) {
        ObjectNode request = request(prefix);
        request.withArray("messages").addObject().put("role", "user").put("content", wish);
        return request;
    }

    private String text(ObjectNode request) throws Exception {
        return Sse.text(HttpCaller.chat(provider, request.toString()).body());
    }

    private static ObjectNode request(String prefix) {
        ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(RawCaller.STREAM);
        request.withArray("messages").addObject().put("role", "assistant").put("content", prefix);
        return request;
    }
}
