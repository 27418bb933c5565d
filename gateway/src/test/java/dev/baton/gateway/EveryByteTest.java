package dev.baton.gateway;

import static dev.baton.gateway.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.baton.relay.Moment;
import dev.baton.testkit.Death;
import dev.baton.testkit.Framing;
import dev.baton.testkit.Point;
import dev.baton.testkit.Script;
import dev.baton.testkit.Story;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;

/**
 * A recorded answer, cut at its bytes: wherever it is cut, the client reads all of it, once. With
 * {@code -Dbaton.exhaustive=true} at every byte, else at a sample and around everything that means something.
 */
class EveryByteTest {

    /** Characters of one to four bytes, so that cuts fall inside them. */
    private static final String MANY_SCRIPTS =
            "Zoë mailed 灯台 postcards 🦀 home; “thirty-one” reached 東京, the others 🌊 sank near Île d’Yeu.";

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("baton.exhaustive");

    /** Prime, so that the sample falls at another place of each event. */
    private static final int SAMPLE = 37;

    private static TestGround ground;

    @BeforeAll
    static void start() {
        ground = TestGround.start(
                8, Map.of("chat", "targets: [b, c], retry: { backoff: 1ms }"), Map.of("c", "continuation: prefill"));
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aCutAtAByteOfTheWire() {
        return cuts(Story.TEXT, Script.standard(), Point::wireByte, EXHAUSTIVE ? 1 : SAMPLE);
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aCutWithinCharactersOfSeveralBytes() {
        return cuts(MANY_SCRIPTS, Script.text(MANY_SCRIPTS), Point::wireByte, EXHAUSTIVE ? 1 : SAMPLE);
    }

    /** Such a cut looks like the end of the body: only what was said tells that it is none. */
    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aCutThatTheTransportCannotTell() {
        Script closing = Script.standard().framing(Framing.CLOSE_DELIMITED);
        return cuts(Story.TEXT, closing, Point::wireByte, EXHAUSTIVE ? 5 : SAMPLE);
    }

    /** Cut so, the bytes before come in whole HTTP chunks: the transport has all of them. */
    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aCutBetweenChunksOfTheWire() {
        return cuts(Story.TEXT, Script.standard(), Point::bodyByte, EXHAUSTIVE ? 5 : SAMPLE);
    }

    @TestFactory
    @Execution(CONCURRENT)
    Stream<DynamicTest> aCutOfAnAnswerInOnePiece() {
        Recorded recorded = Recorded.whole(Script.standard());
        return recorded.cuts(EXHAUSTIVE ? 1 : SAMPLE).stream()
                .flatMap(offset -> Stream.of(Death.values())
                        .map(death -> dynamicTest(
                                death + " at byte " + offset,
                                () -> cutInOnePiece(Script.standard().dieAt(Point.wireByte(offset), death)))));
    }

    private static void cutInOnePiece(Script cut) throws Exception {
        ground.on(lane -> {
            lane.b().answers(cut);

            StreamedAnswer answer = lane.whole("chat").to(lane.gateway());

            assertThat(answer).isWholeBody(Story.TEXT);
            assertThat(lane.callsMade()).as(cut + "\n" + answer).isIn(List.of(1, 1, 0), List.of(2, 1, 0));
            lane.assertStory(answer, Moment.Outcome.COMPLETE);
        });
    }

    private static Stream<DynamicTest> cuts(String text, Script script, LongFunction<Point> at, int step) {
        return Recorded.of(script, at.apply(0)).cuts(step).stream()
                .flatMap(offset -> Stream.of(Death.values())
                        .map(death -> dynamicTest(
                                death + " at byte " + offset,
                                () -> cut(text, script, script.dieAt(at.apply(offset), death)))));
    }

    private static void cut(String text, Script whole, Script cut) throws Exception {
        ground.on(lane -> {
            lane.b().answers(cut);
            lane.c().answers(whole);

            StreamedAnswer answer = lane.streaming("chat").to(lane.gateway());

            assertThat(answer).isWhole(text).tellsNoUsage();
            // Before the head a break is worth asking once more.
            assertThat(lane.callsMade()).as(cut + "\n" + answer).isIn(List.of(1, 1, 0), List.of(2, 1, 0));
            lane.assertStory(answer, Moment.Outcome.COMPLETE);
        });
    }
}
