package dev.baton.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application on LangChain4j sees one ordinary answer, or an exception: whichever API it calls, and whatever is spoken behind the
 * gateway.
 */
class LangChain4jClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final Ground GROUND = new Ground();

    private static final ScriptedProvider b = GROUND.b();
    private static final ScriptedProvider c = GROUND.c();

    static Stream<Arguments> everywhere() {
        return Stream.of(LangChain4j.values()).flatMap(api -> ProtocolPair.all().map(pair -> Arguments.of(api, pair)));
    }

    /** A record that answers are read into. */
    record Report(String city, int degrees) {}

    /** What LangChain4j makes an implementation of. */
    interface Assistant {
        String say(String question);

        Report report(String question);
    }

    /** The same, in pieces. */
    interface StreamingAssistant {
        TokenStream say(String question);
    }

    /** A tool, and what it was asked. */
    static final class Station {
        final List<String> asked = new CopyOnWriteArrayList<>();

        @Tool("The weather in a city")
        String weather(@P("city") String city) {
            asked.add(city);
            return "sunny, 24 degrees";
        }
    }

    private static ChatResponse called(LangChain4j api, ProtocolPair pair) {
        return api.model(GROUND.to(pair.model())).chat(UserMessage.from("Tell me a story"));
    }

    private static Heard heard(LangChain4j api, String model) {
        Heard heard = new Heard();
        api.streamingModel(GROUND.to(model)).chat("Tell me a story", heard);
        return heard;
    }

    private static void assertThatItIsTheStory(Heard heard) {
        ChatResponse answer = heard.answer();
        assertThat(heard.text()).isEqualTo(Story.TEXT);
        assertThat(answer.aiMessage().text()).isEqualTo(Story.TEXT);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.modelName()).isEqualTo("m-1");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void givesAWholeAnswer(LangChain4j api, ProtocolPair pair) {
        ChatResponse answer = called(api, pair);

        assertThat(answer.aiMessage().text()).isEqualTo(Story.TEXT);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.tokenUsage().outputTokenCount())
                .isEqualTo(b.requests().getFirst().tokensSent());
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void givesAWholeAnswerOfTheNextServerWhenTheFirstIsCut(LangChain4j api, ProtocolPair pair) {
        b.answers(Script.standard().dieAt(Point.bodyByte(100), Death.FIN));

        assertThat(called(api, pair).aiMessage().text()).isEqualTo(Story.TEXT);
        assertThat(c.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void streamsAWholeAnswer(LangChain4j api, ProtocolPair pair) {
        Heard heard = heard(api, pair.model());

        assertThatItIsTheStory(heard);
        assertThat(heard.answer().tokenUsage().outputTokenCount())
                .isEqualTo(b.requests().getFirst().tokensSent());
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void streamsOneAnswerAcrossASeam(LangChain4j api, ProtocolPair pair) {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        assertThatItIsTheStory(heard(api, pair.model()));
        assertThat(b.requests()).hasSize(1);
        assertThat(c.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void readsOverSignsOfLifeWhileAServerIsSilent(LangChain4j api) {
        b.answers(Script.standard().stallAfter(20));

        assertThatItIsTheStory(heard(api, ProtocolPair.ofTheProtocol(api).restless()));
        assertThat(c.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void endsTheCallToTheServerWhenTheApplicationLeaves(LangChain4j api) {
        b.answers(Script.standard().holdAfter(20));

        api.streamingModel(GROUND.to(ProtocolPair.ofTheProtocol(api).model())).chat("Tell me a story", Heard.leaving());

        assertThat(b.awaitRequests(1, PATIENCE).getFirst().awaitEnd(PATIENCE).way())
                .isEqualTo(RequestEnd.Way.CALLER_LEFT);
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void callsAToolOnceAndGoesOnWithItsResult(LangChain4j api, ProtocolPair pair) {
        b.answers(Scripts.CALL).thenAnswers(Script.text(Scripts.SUNNY));
        Station station = new Station();
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(api.model(GROUND.to(pair.model())))
                .tools(station)
                .build();

        assertThat(assistant.say("How is it?")).isEqualTo(Scripts.SUNNY);
        assertThat(station.asked).containsExactly("Rome");
        assertThat(b.requests()).hasSize(2);
        assertThat(b.requests().getLast().body().toString()).contains("sunny, 24 degrees");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void callsAToolOnceThatIsCutInItsArgumentsAndReadsOnAcrossASeam(LangChain4j api, ProtocolPair pair) {
        b.answers(Scripts.CALL.dieAfter(5, Death.FIN))
                .thenAnswers(Script.text(Scripts.SUNNY).dieAfter(6, Death.FIN));
        c.answers(Scripts.CALL).thenAnswers(Script.text(Scripts.SUNNY));
        Station station = new Station();
        StreamingAssistant assistant = AiServices.builder(StreamingAssistant.class)
                .streamingChatModel(api.streamingModel(GROUND.to(pair.model())))
                .tools(station)
                .build();
        Heard heard = new Heard();

        assistant
                .say("How is it?")
                .onPartialResponse(heard::onPartialResponse)
                .onCompleteResponse(heard::onCompleteResponse)
                .onError(heard::onError)
                .start();

        assertThat(heard.answer().aiMessage().text()).isEqualTo(Scripts.SUNNY);
        assertThat(heard.text()).isEqualTo("Let me look." + Scripts.SUNNY);
        assertThat(station.asked).containsExactly("Rome");
        assertThat(b.requests()).hasSize(2);
        assertThat(c.requests()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void readsAnAnswerOfASchemaThatTheServerWasTold(LangChain4j api, ProtocolPair pair) {
        b.answers(Script.text(Scripts.REPORT));
        Assistant assistant = AiServices.create(Assistant.class, api.model(GROUND.to(pair.model())));

        assertThat(assistant.report("How is it in Rome?")).isEqualTo(new Report("Rome", 24));
        assertThat(b.requests().getFirst().body().findValue("degrees").toString())
                .containsIgnoringCase("integer");
    }

    @ParameterizedTest
    @EnumSource
    void throwsWhatTheServerSaysOfABadRequest(LangChain4j api) {
        b.answers(Script.error(400, "invalid_request_error", "bad_tool", "Tool 3 has no name."));

        assertThatThrownBy(() -> called(api, ProtocolPair.ofTheProtocol(api)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Tool 3 has no name.");
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void throwsForAnUnknownKey(LangChain4j api) {
        assertThatThrownBy(
                        () -> api.model(GROUND.asAStrangerTo("openai-gemini")).chat("Hi"))
                .isInstanceOf(AuthenticationException.class);
        assertThat(b.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void throwsTheNamesOfAllWhenNobodyAnswers(LangChain4j api) {
        b.answers(Script.status(503));
        c.answers(Script.status(503));

        assertThatThrownBy(() -> heard(api, new ProtocolPair(Protocol.ANTHROPIC, Protocol.RESPONSES).model())
                        .answer())
                .hasMessageContaining("b-anthropic/m-1")
                .hasMessageContaining("c-responses/m-2");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GEMINI")
    void throwsInTheMiddleOfAnAnswerThatNobodyCompletes(LangChain4j api) {
        Heard heard = halfAStory(api);

        assertThatThrownBy(heard::answer).hasMessageContaining("The model crashed.");
        assertThatItIsABeginning(heard);
    }

    /** Its client for Gemini ends every stream well: that an answer is not finished shows in its finish reason only. */
    @Test
    void showsNoFinishInTheMiddleOfAnAnswerOfGeminiThatNobodyCompletes() {
        Heard heard = halfAStory(LangChain4j.GEMINI);

        assertThat(heard.answer().finishReason()).isNull();
        assertThatItIsABeginning(heard);
        assertThat(heard.unread()).contains("The model crashed.");
    }

    private static Heard halfAStory(LangChain4j api) {
        b.answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.errorEvent()));
        b.release(1);
        return heard(api, Protocol.ANTHROPIC.alone());
    }

    private static void assertThatItIsABeginning(Heard heard) {
        assertThat(heard.text()).isNotEmpty().isNotEqualTo(Story.TEXT);
        assertThat(Story.TEXT).startsWith(heard.text());
    }
}
