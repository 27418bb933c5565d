package dev.baton.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.baton.testkit.Death;
import dev.baton.testkit.Outburst;
import dev.baton.testkit.Point;
import dev.baton.testkit.RequestEnd;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.client.ChatClient.EntityParamSpec;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.tool.annotation.Tool;
import reactor.core.publisher.Flux;

/**
 * An application on Spring AI sees one ordinary answer, or an exception: whichever API it calls, and whatever is spoken behind the
 * gateway.
 */
class SpringAiClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final Ground GROUND = new Ground();

    private static final ScriptedProvider b = GROUND.b();
    private static final ScriptedProvider c = GROUND.c();

    static Stream<Arguments> everywhere() {
        return Stream.of(SpringAi.values()).flatMap(api -> ProtocolPair.all().map(pair -> Arguments.of(api, pair)));
    }

    /** A record that answers are read into. */
    record Report(String city, int degrees) {}

    /** A tool, and what it was asked. */
    static final class Station {
        final List<String> asked = new ArrayList<>();

        @Tool(description = "The weather in a city")
        String weather(String city) {
            asked.add(city);
            return "sunny, 24 degrees";
        }
    }

    /** What comes of a stream when Spring AI's own aggregator has put it together. */
    private static ChatResponse aggregated(Flux<ChatResponse> stream) {
        AtomicReference<ChatResponse> whole = new AtomicReference<>();
        new MessageAggregator().aggregate(stream, whole::set).blockLast(PATIENCE);
        return whole.get();
    }

    private static ChatResponse streamed(SpringAi api, ProtocolPair pair) {
        return aggregated(stream(api, pair.model()));
    }

    private static Flux<ChatResponse> stream(SpringAi api, String model) {
        return api.client(GROUND.to(model)).prompt("Tell me a story").stream().chatResponse();
    }

    private static ChatResponse called(SpringAi api, ProtocolPair pair) {
        return api.client(GROUND.to(pair.model()))
                .prompt("Tell me a story")
                .call()
                .chatResponse();
    }

    private static String text(ChatResponse answer) {
        return answer.getResult().getOutput().getText();
    }

    private static void assertThatItStopped(ChatResponse answer) {
        assertThat(answer.getResult().getMetadata().getFinishReason()).isIn("STOP", "stop", "end_turn");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void givesAWholeAnswer(SpringAi api, ProtocolPair pair) {
        ChatResponse answer = called(api, pair);

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThatItStopped(answer);
        assertThat(answer.getMetadata().getUsage().getCompletionTokens())
                .isEqualTo(b.requests().getFirst().tokensSent());
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void givesAWholeAnswerOfTheNextServerWhenTheFirstIsCut(SpringAi api, ProtocolPair pair) {
        b.answers(Script.standard().dieAt(Point.bodyByte(100), Death.FIN));

        assertThat(text(called(api, pair))).isEqualTo(Story.TEXT);
        assertThat(c.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void streamsAWholeAnswer(SpringAi api, ProtocolPair pair) {
        ChatResponse answer = streamed(api, pair);

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.getMetadata().getUsage().getCompletionTokens())
                .isEqualTo(b.requests().getFirst().tokensSent());
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void streamsOneAnswerAcrossASeam(SpringAi api, ProtocolPair pair) {
        b.answers(Script.standard().dieAfter(20, Death.FIN));

        ChatResponse answer = streamed(api, pair);

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(answer.getMetadata().getModel()).isEqualTo("m-1");
        assertThat(b.requests()).hasSize(1);
        assertThat(c.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void readsOverSignsOfLifeWhileAServerIsSilent(SpringAi api) {
        b.answers(Script.standard().stallAfter(20));

        ChatResponse answer =
                aggregated(stream(api, ProtocolPair.ofTheProtocol(api).restless()));

        assertThat(text(answer)).isEqualTo(Story.TEXT);
        assertThat(c.requests()).hasSize(1);
    }

    /** Its model for Gemini keeps a stream that was left, and its connection. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GEMINI")
    void endsTheCallToTheServerWhenTheApplicationLeaves(SpringAi api) {
        b.answers(Script.standard().holdAfter(20));

        stream(api, ProtocolPair.ofTheProtocol(api).model()).take(5).blockLast(PATIENCE);

        assertThat(b.requests().getFirst().awaitEnd(PATIENCE).way()).isEqualTo(RequestEnd.Way.CALLER_LEFT);
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void callsAToolOnceAndGoesOnWithItsResult(SpringAi api, ProtocolPair pair) {
        b.answers(Scripts.CALL).thenAnswers(Script.text(Scripts.SUNNY));
        Station station = new Station();

        String answer = api.client(GROUND.to(pair.model()))
                .prompt("How is it?")
                .tools(station)
                .call()
                .content();

        assertThat(answer).isEqualTo(Scripts.SUNNY);
        assertThat(station.asked).containsExactly("Rome");
        assertThat(b.requests()).hasSize(2);
        assertThat(b.requests().getLast().body().toString()).contains("sunny, 24 degrees");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void callsAToolOnceThatIsCutInItsArgumentsAndReadsOnAcrossASeam(SpringAi api, ProtocolPair pair) {
        b.answers(Scripts.CALL.dieAfter(5, Death.FIN))
                .thenAnswers(Script.text(Scripts.SUNNY).dieAfter(6, Death.FIN));
        c.answers(Scripts.CALL).thenAnswers(Script.text(Scripts.SUNNY));
        Station station = new Station();

        List<String> heard = api.client(GROUND.to(pair.model())).prompt("How is it?").tools(station).stream()
                .content()
                .collectList()
                .block(PATIENCE);

        assertThat(String.join("", heard)).isEqualTo("Let me look." + Scripts.SUNNY);
        assertThat(station.asked).containsExactly("Rome");
        assertThat(b.requests()).hasSize(2);
        assertThat(c.requests()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void readsAnAnswerOfASchemaThatTheServerWasTold(SpringAi api, ProtocolPair pair) {
        b.answers(Script.text(Scripts.REPORT));

        Report report = api.client(GROUND.to(pair.model()))
                .prompt("How is it in Rome?")
                .call()
                .entity(Report.class, EntityParamSpec::useProviderStructuredOutput);

        assertThat(report).isEqualTo(new Report("Rome", 24));
        assertThat(b.requests().getFirst().body().findValue("degrees").toString())
                .containsIgnoringCase("integer");
    }

    @ParameterizedTest
    @EnumSource
    void throwsWhatTheServerSaysOfABadRequest(SpringAi api) {
        b.answers(Script.error(400, "invalid_request_error", "bad_tool", "Tool 3 has no name."));

        assertThatThrownBy(() -> called(api, ProtocolPair.ofTheProtocol(api)))
                .hasStackTraceContaining("Tool 3 has no name.");
        assertThat(c.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void throwsForAnUnknownKey(SpringAi api) {
        assertThatThrownBy(() -> api.client(GROUND.asAStrangerTo("openai-gemini"))
                        .prompt("Hi")
                        .call()
                        .content())
                .hasStackTraceContaining("401");
        assertThat(b.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void throwsTheNamesOfAllWhenNobodyAnswers(SpringAi api) {
        b.answers(Script.status(503));
        c.answers(Script.status(503));

        assertThatThrownBy(() -> streamed(api, new ProtocolPair(Protocol.ANTHROPIC, Protocol.RESPONSES)))
                .hasStackTraceContaining("b-anthropic/m-1")
                .hasStackTraceContaining("c-responses/m-2");
    }

    @ParameterizedTest
    @EnumSource
    void throwsInTheMiddleOfAnAnswerThatNobodyCompletes(SpringAi api) {
        b.answers(Script.standard().holdAfter(20).sayAfter(20, Outburst.errorEvent()));
        b.release(1);
        StringBuilder heard = new StringBuilder();

        Throwable thrown = catchThrowable(
                () -> api.client(GROUND.to(Protocol.ANTHROPIC.alone())).prompt("Tell me a story").stream()
                        .content()
                        .doOnNext(heard::append)
                        .blockLast(PATIENCE));

        assertThat(thrown).hasStackTraceContaining("The model crashed.");
        assertThat(heard.toString()).isNotEmpty().isNotEqualTo(Story.TEXT);
        assertThat(Story.TEXT).startsWith(heard);
    }
}
