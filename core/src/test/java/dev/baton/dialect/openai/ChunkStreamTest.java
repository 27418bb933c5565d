package dev.baton.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import dev.baton.answer.AnswerEvent;
import dev.baton.answer.Head;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkStreamTest {

    private static final List<String> TEXTS = List.of(
            "a",
            " word",
            "two words",
            "",
            "\\n",
            "\\u00e9",
            "é",
            "😀",
            "\\\"",
            "\\",
            "\"",
            "\n",
            "\uFFFD",
            "{}",
            "\":\"");

    @Test
    void readsEachChunkAsThoughItWereTheOnlyOne() {
        int[] known = {0};
        Seeds.forEach(ChunkStreamTest.class, 5_000, seed -> {
            Random random = new Random(seed);
            boolean own = random.nextBoolean();
            ChunkStream stream = new ChunkStream(new Expected(3, true, own), Speech.DELTA);
            List<String> usual = List.of(form(random), form(random));
            for (int i = 0; i < 8; i++) {
                byte[] chunk = chunk(random, usual.get(random.nextInt(4) / 3));
                Object expected = read(new ChunkReader(chunk, Speech.DELTA, own), chunk);

                assertThat(read(stream, chunk)).as(new String(chunk, UTF_8)).isEqualTo(expected);
                known[0] += expected.equals("refused") ? 0 : 1;
            }
        });
        assertThat(known[0]).as("chunks that say something").isGreaterThan(10_000);
    }

    @Test
    void knowsAChunkByOneThatItHasParsed() {
        byte[] first = chunk("a", "first");
        ChunkReader reader = new ChunkReader(first, Speech.DELTA, true);
        PlainChunk plain = reader.plain(reader.read(Head.NONE));
        byte[] next = chunk("b", "next");

        assertThat(plain).isNotNull();
        assertThat(plain.read(next)).isEqualTo(new ChunkReader(next, Speech.DELTA, true).read(Head.NONE));
        assertThat(plain.read("{}".getBytes(UTF_8))).isNull();
    }

    private static byte[] chunk(String fingerprint, String text) {
        return ("{\"id\":\"1\",\"system_fingerprint\":\"" + fingerprint
                        + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}],\"obfuscation\":\""
                        + fingerprint.repeat(3) + "\"}")
                .getBytes(UTF_8);
    }

    private static String form(Random random) {
        return "{\"id\":\"" + random.nextInt(2)
                + "\",\"system_fingerprint\":\"TEXT\",\"model\":\"m\",\"choices\":[{\"index\":" + random.nextInt(3)
                + ",\"delta\":{\"content\":\"TEXT\"" + (random.nextInt(4) == 0 ? ",\"content\":\"TEXT\"" : "") + "}"
                + (random.nextInt(4) == 0 ? ",\"message\":{\"content\":\"TEXT\"}" : "") + "}]"
                + (random.nextBoolean() ? ",\"obfuscation\":\"TEXT\"" : "")
                + (random.nextInt(4) == 0 ? ",\n\"a\":1" : "")
                + "}";
    }

    private static byte[] chunk(Random random, String form) {
        String json = form;
        while (json.contains("TEXT")) {
            String text = TEXTS.get(random.nextInt(random.nextBoolean() ? 3 : TEXTS.size()));
            json = json.substring(0, json.indexOf("TEXT")) + text + json.substring(json.indexOf("TEXT") + 4);
        }
        byte[] chunk = json.getBytes(UTF_8);
        if (random.nextInt(4) == 0) {
            chunk[random.nextInt(chunk.length)] = (byte) random.nextInt(256);
        }
        return chunk;
    }

    private static Object read(ChunkReader reader, byte[] chunk) {
        try {
            AnswerEvent event = reader.read(Head.NONE);
            return event.staysWithin(3) ? said(event, chunk) : "refused";
        } catch (BadAnswer bad) {
            return "refused";
        }
    }

    private static Object read(ChunkStream stream, byte[] chunk) {
        List<Object> said = new ArrayList<>();
        try {
            stream.read(null, chunk, event -> said.add(said(event, chunk)));
        } catch (BadAnswer bad) {
            return "refused";
        }
        return said.getFirst();
    }

    private static List<Object> said(AnswerEvent event, byte[] chunk) {
        return List.of(event.head(), event.parts(), event.payload() == chunk, event.relayable());
    }
}
