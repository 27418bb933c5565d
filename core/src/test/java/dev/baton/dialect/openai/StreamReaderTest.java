package dev.baton.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Part;
import dev.baton.dialect.AnswerReader.Stage;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.Expected;
import dev.baton.dialect.StreamReader;
import dev.baton.resilience.Observation;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {

    private static final String ROLE = Chunks.sse(Chunks.role("c"));
    private static final String TEXT = Chunks.sse(Chunks.text("c", "Hello"));
    private static final String FINISH = Chunks.sse(Chunks.finish("c", "stop"));
    private static final String USAGE = Chunks.sse(Chunks.usage("c", 9, 2));
    private static final String DONE = Chunks.DONE;

    private final List<AnswerEvent> out = new ArrayList<>();

    /** Reads a whole stream, piece by piece. */
    private static StreamReader reader(int choices) {
        return new StreamReader(new ChunkStream(new Expected(choices, true, true), Speech.DELTA));
    }

    private StreamReader read(int choices, String... pieces) {
        StreamReader reader = reader(choices);
        for (String piece : pieces) {
            reader.read(Chunks.utf8(piece), out::add);
        }
        reader.end(out::add);
        return reader;
    }

    private String text() {
        return out.stream()
                .flatMap(event -> event.parts().stream())
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining());
    }

    record Case(String about, String stream) {
        @Override
        public String toString() {
            return about;
        }
    }

    static Stream<Case> complete() {
        return Stream.of(
                new Case("as it should be", ROLE + TEXT + FINISH + USAGE + DONE),
                new Case("no [DONE]", ROLE + TEXT + FINISH),
                new Case("no role", TEXT + FINISH + DONE),
                new Case("[DONE] without its empty line", TEXT + FINISH + "data: [DONE]"),
                new Case("[DONE] with blanks", TEXT + FINISH + "data:  [DONE] \n\n"),
                new Case("data behind [DONE]", TEXT + FINISH + DONE + Chunks.sse(Chunks.text("c", "surplus"))),
                new Case("text behind the finish", TEXT + FINISH + Chunks.sse(Chunks.text("c", "surplus")) + DONE),
                new Case("a second finish", TEXT + FINISH + FINISH + DONE),
                new Case("an error behind the finish", TEXT + FINISH + Chunks.sse("{\"error\":{\"code\":500}}")),
                new Case("nonsense behind the finish", TEXT + FINISH + "data: {nonsense\n\n"),
                new Case("cut behind the finish", TEXT + FINISH + "data: {\"cho"),
                new Case("comments", ": queued\n\n: queued\n\n" + TEXT + ": ping\n\n" + FINISH + DONE),
                new Case("empty data", "data:\n\ndata: \n\n" + TEXT + FINISH + DONE),
                new Case("CRLF", (TEXT + FINISH + DONE).replace("\n", "\r\n")),
                new Case("CR", (TEXT + FINISH + DONE).replace("\n", "\r")),
                new Case("no blank behind data:", (TEXT + FINISH + DONE).replace("data: ", "data:")),
                new Case("a byte order mark", "\uFEFF" + TEXT + FINISH + DONE),
                new Case("named events", (TEXT + FINISH + DONE).replace("data: ", "event: chunk\ndata: ")),
                new Case("data in several lines", TEXT.replace("\"choices\"", "\ndata: \"choices\"") + FINISH + DONE));
    }

    @ParameterizedTest
    @MethodSource("complete")
    void readsACompleteAnswer(Case row) {
        StreamReader reader = read(1, row.stream);

        assertThat(text()).isEqualTo("Hello");
        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
        assertThat(out.stream().filter(event -> event.has(Part.Finish.class))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("complete")
    void readsTheSameByteForByte(Case row) {
        StreamReader reader = reader(1);
        for (byte each : Chunks.utf8(row.stream)) {
            reader.read(new byte[] {each}, out::add);
        }
        reader.end(out::add);

        assertThat(text()).isEqualTo("Hello");
    }

    static Stream<Case> incomplete() {
        return Stream.of(
                new Case("empty", ""),
                new Case("comments only", ": ping\n\n: ping\n\n"),
                new Case("role only", ROLE),
                new Case("no finish", ROLE + TEXT),
                new Case("[DONE] without a finish", ROLE + TEXT + DONE),
                new Case("usage without a finish", ROLE + TEXT + USAGE),
                new Case("[DONE] only", DONE),
                new Case("an error", TEXT + Chunks.sse("{\"error\":{\"message\":\"x\"}}")),
                new Case("an error, then [DONE]", TEXT + Chunks.sse("{\"error\":{\"code\":500}}") + DONE),
                new Case("a named error of any shape", TEXT + "event: error\ndata: {\"message\":\"x\"}\n\n" + FINISH),
                new Case("abort", TEXT + Chunks.sse(Chunks.finish("c", "abort")) + DONE),
                new Case("no resources", TEXT + Chunks.sse(Chunks.finish("c", "insufficient_system_resource")) + DONE),
                new Case("malformed", TEXT + Chunks.sse("{\"choices\":[") + FINISH + DONE),
                new Case("two values", TEXT + Chunks.sse("{} {}") + FINISH + DONE),
                new Case("not JSON", TEXT + Chunks.sse("Internal Server Error") + FINISH + DONE),
                new Case("a stray error", TEXT + "{\"error\":{\"code\":503}}\n"),
                new Case("a stray error, cut", TEXT + "{\"error\":{\"code\":503"),
                new Case("a stray error in lines", TEXT + "[{\n\"error\": {\n\"code\": 503\n}\n}\n]\n"),
                new Case("cut in the finish", TEXT + FINISH.substring(0, FINISH.length() - 2)),
                new Case("finish without its empty line", TEXT + FINISH.substring(0, FINISH.length() - 1)),
                new Case("Ollama's empty chunk", TEXT + Chunks.sse(Chunks.chunk("c", "\"delta\":{\"content\":\"\"}"))));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void neverTakesAnIncompleteAnswerForAWholeOne(Case row) {
        assertThatThrownBy(() -> read(1, row.stream)).isInstanceOf(BadAnswer.class);
        assertThat(out).noneMatch(event -> event.has(Part.Finish.class));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void deliversWhatCameBeforeTheFailureInTheSameBytes(Case row) {
        assertThatThrownBy(() -> read(1, row.stream)).isInstanceOf(BadAnswer.class);

        assertThat(text()).isEqualTo(row.stream.contains("Hello") ? "Hello" : "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"code\":503}}\n\n",
                "{\"error\":{\"code\":503}}\n",
                "event: error\ndata: {\"error\":{\"code\":503}}\n\n"
            })
    void handsOnTheErrorThatAProviderSent(String error) {
        assertThatThrownBy(() -> read(1, TEXT + error))
                .isInstanceOfSatisfying(
                        BadAnswer.class,
                        bad -> assertThat(bad.seen())
                                .isInstanceOfSatisfying(
                                        Observation.ErrorEvent.class,
                                        event -> assertThat(new String(event.error()))
                                                .contains("503")));
    }

    @Test
    void tellsACutFromAnEnd() {
        assertThatThrownBy(() -> read(1, TEXT + "data: {\"ch"))
                .isInstanceOfSatisfying(
                        BadAnswer.class,
                        bad -> assertThat(bad.seen())
                                .isEqualTo(new Observation.Untrue("the stream was cut in the middle of an event")));
        assertThatThrownBy(() -> read(1, TEXT))
                .isInstanceOfSatisfying(
                        BadAnswer.class,
                        bad -> assertThat(bad.seen())
                                .isEqualTo(new Observation.Untrue("the stream ended before the answer did")));
    }

    @Test
    void waitsForEveryChoice() {
        String other = FINISH.replace("\"index\":0", "\"index\":1");

        assertThatThrownBy(() -> read(2, TEXT + FINISH + DONE)).isInstanceOf(BadAnswer.class);
        assertThatThrownBy(() -> read(2, TEXT + FINISH + FINISH + DONE)).isInstanceOf(BadAnswer.class);
        assertThat(read(2, TEXT + FINISH + other + DONE).stage()).isEqualTo(Stage.ENDED);
    }

    @Test
    void knowsHowFarItIs() {
        StreamReader reader = reader(1);
        assertThat(reader.stage()).isEqualTo(Stage.OPEN);
        reader.read(Chunks.utf8(TEXT), out::add);
        assertThat(reader.stage()).isEqualTo(Stage.OPEN);
        reader.read(Chunks.utf8(FINISH), out::add);
        assertThat(reader.stage()).isEqualTo(Stage.FINISHED);
        reader.read(Chunks.utf8(USAGE), out::add);
        assertThat(reader.stage()).isEqualTo(Stage.FINISHED);
        reader.read(Chunks.utf8(DONE), out::add);
        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
    }

    @Test
    void isFinishedWhenItHandsOnTheFinish() {
        StreamReader reader = reader(1);
        List<Stage> stages = new ArrayList<>();

        reader.read(Chunks.utf8(TEXT + FINISH), event -> stages.add(reader.stage()));

        assertThat(stages).containsExactly(Stage.OPEN, Stage.FINISHED);
    }

    @Test
    void readsTheUsageBehindTheFinish() {
        read(1, TEXT + FINISH + USAGE + DONE);

        assertThat(out).anyMatch(event -> event.has(Part.Usage.class));
    }

    @Test
    void joinsTheHalvesOfACharacter() {
        read(1, half("\\ud83d"), half("\\ude00 and \\ud83d"), half("\\ude01"), FINISH, DONE);

        assertThat(text()).isEqualTo("😀 and 😁");
        assertThat(out)
                .noneMatch(event -> event.parts().stream()
                        .anyMatch(part -> part instanceof Part.Text said
                                && Character.isHighSurrogate(
                                        said.text().charAt(said.text().length() - 1))));
    }

    private static String half(String escape) {
        return Chunks.sse(Chunks.chunk("c", "\"delta\":{\"content\":\"" + escape + "\"},\"finish_reason\":null"));
    }

    @Test
    void readsACharacterThatTheNetworkCut() {
        byte[] bytes = Chunks.utf8(Chunks.sse(Chunks.text("c", "€😀é")) + FINISH + DONE);

        for (int cut = 0; cut <= bytes.length; cut++) {
            out.clear();
            StreamReader reader = reader(1);
            reader.read(Arrays.copyOfRange(bytes, 0, cut), out::add);
            reader.read(Arrays.copyOfRange(bytes, cut, bytes.length), out::add);
            reader.end(out::add);
            assertThat(text()).as("cut at %d", cut).isEqualTo("€😀é");
        }
    }

    @Test
    void refusesWhatIsNotUtf8() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Chunks.utf8(TEXT + "data: {\"choices\":[{\"delta\":{\"content\":\""));
        bytes.write(0xC3);
        bytes.writeBytes(Chunks.utf8("\"}}]}\n\n"));

        assertThatThrownBy(() -> reader(1).read(bytes.toByteArray(), out::add)).isInstanceOf(BadAnswer.class);
        assertThat(text()).isEqualTo("Hello");
    }

    @Test
    void refusesAnEventWithoutEnd() {
        StreamReader reader = reader(1);
        byte[] mebibyte = new byte[1 << 20];
        Arrays.fill(mebibyte, (byte) 'x');
        reader.read(Chunks.utf8("data: "), out::add);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 17; i++) {
                        reader.read(mebibyte, out::add);
                    }
                })
                .isInstanceOf(BadAnswer.class);
    }

    @Test
    void staysFinishedWhateverFollows() {
        StreamReader reader = reader(1);
        reader.read(Chunks.utf8(TEXT + FINISH), out::add);

        reader.read(Chunks.utf8(Chunks.sse("{nonsense")), out::add);

        assertThat(reader.stage()).isEqualTo(Stage.ENDED);
    }
}
