package dev.baton.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import dev.baton.answer.FinishReason;
import dev.baton.answer.Part;
import dev.baton.dialect.openai.Chunks;
import dev.baton.route.Continuation;
import dev.baton.route.RoutePolicy;
import dev.baton.route.Target;
import dev.baton.route.Targets;
import dev.baton.splice.Anchor;
import dev.baton.upstream.CallFailed;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever fails at whatever byte: the client has the whole text once, or a beginning of it and an honest error. */
class RelayPropertyTest {

    private static final String TEXT =
            "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich 😀, while 東京 sleeps and nobody counts.";

    /** How a stream stops that is not whole. */
    private enum Fault {
        ENDS,
        BREAKS,
        FALLS_SILENT,
        SAYS_AN_ERROR,
        TURNS_TO_NONSENSE
    }

    /** A target that knows the whole text, and says what of it is asked for. */
    private record Speaker(String id, Random random) {

        /** The bytes of a faultless answer: all of the text, or what follows the prefill. */
        byte[] speech(ScriptedUpstream.Call call, String text) {
            String rest = text.substring(known(call));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(Chunks.utf8(Chunks.sse(Chunks.role(id))));
            for (String piece : pieces(rest)) {
                out.writeBytes(Chunks.utf8(Chunks.sse(Chunks.text(id, piece))));
            }
            out.writeBytes(Chunks.utf8(Chunks.sse(Chunks.finish(id, "stop"))));
            out.writeBytes(Chunks.utf8(Chunks.sse(Chunks.usage(id, 9, 20)) + Chunks.DONE));
            return out.toByteArray();
        }

        /** How much of the text it is not asked to say. */
        private static int known(ScriptedUpstream.Call call) {
            String prefill = call.prefill();
            String anchored = call.anchored();
            if (anchored != null) {
                return anchored.length()
                        - Anchor.of(anchored).orElseThrow().text().length();
            }
            return prefill == null ? 0 : prefill.length();
        }

        private List<String> pieces(String text) {
            List<String> pieces = new ArrayList<>();
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(12));
                // JSON writes the halves of a pair that is cut as escapes, as real servers do.
                pieces.add(text.substring(from, to));
                from = to;
            }
            return pieces;
        }

        Script whole(byte[] speech) {
            return inPackets(Script.stream(id), speech);
        }

        Script cut(byte[] speech, int at, Fault fault) {
            Script script = inPackets(Script.stream(id), Arrays.copyOf(speech, at));
            return switch (fault) {
                case ENDS -> script;
                case BREAKS -> script.breaks();
                case FALLS_SILENT -> script.staysOpen();
                case SAYS_AN_ERROR -> script.bytes(Chunks.utf8("\n\ndata: {\"error\":{\"message\":\"x\"}}\n\n"));
                case TURNS_TO_NONSENSE ->
                    script.bytes(Chunks.utf8("\n\ndata: <html>\n\n")).done();
            };
        }

        private Script inPackets(Script script, byte[] bytes) {
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(700));
                if (random.nextInt(8) == 0) {
                    script.silent(Duration.ofMillis(random.nextInt(20_000)));
                }
                script.bytes(Arrays.copyOfRange(bytes, from, to));
                from = to;
            }
            return script;
        }
    }

    @Test
    void goesOnExactlyWhereverTheFirstTargetIsCut() {
        Target b = Targets.target("b");
        Target c = Targets.target("c", Continuation.PREFILL);
        int length = bytesOf(b).length;
        int stride = Boolean.getBoolean("baton.exhaustive") ? 1 : 13;

        for (int at = 0; at < length; at += stride) {
            for (Fault fault : Fault.values()) {
                int cutAt = at;
                Scene scene = Scene.of(b, c);
                scene.upstream()
                        .answers(
                                b,
                                call -> new Speaker("b", new Random(7))
                                        .cut(new Speaker("b", new Random(7)).speech(call, TEXT), cutAt, fault));
                Speaker other = new Speaker("c", new Random(11));
                scene.upstream().answers(c, call -> other.whole(other.speech(call, TEXT)));

                scene.toItsEnd();

                assertThat(scene.isComplete()).as("%s at %d", fault, at).isTrue();
                assertThat(scene.text()).as("%s at %d", fault, at).isEqualTo(TEXT);
                assertWhole(scene);
                assertThat(scene.upstream().running()).isZero();
            }
        }
    }

    private static byte[] bytesOf(Target target) {
        Scene scene = Scene.of(target);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        scene.upstream().answers(target, call -> {
            bytes.writeBytes(new Speaker("b", new Random(7)).speech(call, TEXT));
            return Script.answer("b", "x");
        });
        scene.toItsEnd();
        return bytes.toByteArray();
    }

    private static void assertWhole(Scene scene) {
        assertThat(scene.parts(Part.Finish.class))
                .as("the finish of %s", scene.told())
                .containsExactly(new Part.Finish(0, FinishReason.STOP));
        assertThat(scene.parts(Part.Role.class)).hasSizeLessThanOrEqualTo(1);
        assertThat(scene.parts(Part.Usage.class)).hasSize(1);
    }

    @Test
    void givesTheWholeTextOrABeginningOfItAndAnError() {
        Seeds.forEach(RelayPropertyTest.class, 2_000, seed -> tryOut(new Random(seed)));
    }

    private static void tryOut(Random random) {
        String text = randomText(random);
        Target[] targets = Stream.of("b", "c", "d")
                .limit(2 + random.nextInt(2))
                .map(name -> Targets.target(name, continuation(random)))
                .toArray(Target[]::new);
        boolean deterministic = random.nextInt(3) == 0;
        Scene scene = new Scene(RoutePolicy.DEFAULT, deterministic ? Scene.DETERMINISTIC : Scene.STREAM, targets);
        for (Target target : targets) {
            scene.upstream().answers(target, call -> {
                assertLegal(call, scene, deterministic);
                return anything(new Speaker(target.provider().name(), random), call, text, random);
            });
        }

        boolean leaves = random.nextInt(10) == 0;
        read(scene, random, leaves ? 1 + random.nextInt(5) : 2_000);
        if (leaves) {
            int calls = scene.upstream().calls().size();
            scene.leaves().passes(Duration.ofHours(1));
            assertThat(scene.upstream().calls()).hasSize(calls);
        }

        assertThat(scene.upstream().running())
                .as("calls left running: %s", scene.told())
                .isZero();
        assertThat(scene.upstream().calls().size()).isLessThanOrEqualTo(9);
        if (scene.isComplete()) {
            assertThat(scene.text()).isEqualTo(text);
            assertWhole(scene);
        } else {
            assertThat(text).startsWith(scene.text());
            assertThat(scene.parts(Part.Finish.class).isEmpty() || scene.text().equals(text))
                    .isTrue();
        }
        if (scene.isOver() && !scene.isComplete()) {
            assertThat(scene.failure().failures()).isNotEmpty();
            assertThat(scene.parts(Part.Finish.class)).isEmpty();
        }
        assertThat(scene.told()).filteredOn(Moment.Ended.class::isInstance).hasSize(1);
        assertSharesAddUp(scene);
    }

    /** Reads in any rhythm until the answer is over or there were so many steps. */
    private static void read(Scene scene, Random random, int steps) {
        scene.asks(random.nextInt(3));
        for (int step = 0; step < steps && !scene.isOver(); step++) {
            scene.wants(1 + random.nextInt(8)).passes(Duration.ofMillis(random.nextInt(4_000)));
        }
    }

    /** A call that begins the answer anew is legal only while the client has no text, or to be compared with it. */
    private static void assertLegal(ScriptedUpstream.Call call, Scene scene, boolean deterministic) {
        String handed = call.anchored() == null ? call.prefill() : call.anchored();
        if (handed == null) {
            // A text of a few characters is compared with whatever comes.
            boolean few = scene.text().strip().replaceAll("\\s+", " ").length() < 8;
            assertThat(few || deterministic).isTrue();
        } else {
            assertThat(handed).isEqualTo(scene.text().stripTrailing());
        }
        assertThat(scene.upstream().running())
                .as("calls at a time, the new one included")
                .isEqualTo(1);
    }

    private static void assertSharesAddUp(Scene scene) {
        Moment.Ended end = (Moment.Ended) scene.told().getLast();
        long next = 1;
        for (Moment.Share share : end.shares()) {
            assertThat(share.from()).isEqualTo(next);
            next = share.to() + 1;
        }
        assertThat(next).isEqualTo(end.events() + 1);
    }

    private static Continuation continuation(Random random) {
        return random.nextInt(4) == 0 ? Continuation.NONE : Continuation.PREFILL;
    }

    private static String randomText(Random random) {
        String[] alphabet = {"a", "e", "n", "s", "t", "w", " ", " ", ".", "\n", "é", "京", "😀", "\"", "\\", "Q"};
        StringBuilder text = new StringBuilder("The ");
        int length = 20 + random.nextInt(150);
        while (text.length() < length) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.append("end").toString();
    }

    private static Script anything(Speaker speaker, ScriptedUpstream.Call call, String text, Random random) {
        byte[] speech = speaker.speech(call, text);
        @Nullable
        Script instead = switch (random.nextInt(14)) {
            case 0 -> Script.refusal(503);
            case 1 -> Script.refusal(500);
            case 2 -> Script.refusal(429);
            case 3 -> Script.lost(CallFailed.Stage.CONNECT);
            case 4 -> Script.lost(CallFailed.Stage.BEFORE_HEADERS);
            case 5 -> Script.response(400, "application/json", "{\"error\":{\"message\":\"no prefill\"}}");
            case 6, 7, 8, 9, 10 ->
                speaker.cut(speech, random.nextInt(speech.length), Fault.values()[random.nextInt(5)]);
            default -> null;
        };
        return instead == null ? speaker.whole(speech) : instead;
    }
}
