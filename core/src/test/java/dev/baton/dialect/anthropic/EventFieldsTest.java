package dev.baton.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Seeds;
import dev.baton.dialect.BadAnswer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventFieldsTest {

    private static final List<String> TEXTS =
            List.of("a", " word", "two words", "", "\\n", "é", "😀", "\\\"", "\\", "\"", "\n", "\uFFFD", "\":\"");

    @Test
    void readsEachEventAsThoughItWereTheOnlyOne() {
        int[] read = {0};
        Seeds.forEach(EventFieldsTest.class, 5_000, seed -> {
            Random random = new Random(seed);
            EventFields reused = new EventFields(new MessageUsage());
            for (int i = 0; i < 8; i++) {
                byte[] event = event(random);
                EventFields fresh = new EventFields(new MessageUsage());
                boolean good = reads(fresh, event);

                assertThat(reads(reused, event)).as(new String(event, UTF_8)).isEqualTo(good);
                if (good) {
                    read[0]++;
                    assertThat(reused)
                            .usingRecursiveComparison()
                            .ignoringFields("plain", "payload", "textAt", "usage")
                            .isEqualTo(fresh);
                }
            }
        });
        assertThat(read[0]).as("events that can be read").isGreaterThan(10_000);
    }

    private static byte[] event(Random random) {
        String text = TEXTS.get(random.nextInt(random.nextBoolean() ? 3 : TEXTS.size()));
        String json = switch (random.nextInt(6)) {
            case 0 ->
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"" + text
                        + "\"}}";
            case 1 ->
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\""
                        + text + "\"}}";
            default ->
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
                        + "\"}}";
        };
        byte[] event = json.getBytes(UTF_8);
        if (random.nextInt(4) == 0) {
            event[random.nextInt(event.length)] = (byte) random.nextInt(256);
        }
        return event;
    }

    private static boolean reads(EventFields fields, byte[] event) {
        try {
            fields.read(event);
            return true;
        } catch (BadAnswer bad) {
            return false;
        }
    }
}
