package dev.baton.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param name tells it from all others, and is its prompt
 * @param structured whether a JSON schema must be kept to
 * @param prefillable whether its last message is the user's
 * @param optOut what it does not want to be done for it
 * @param ownText the one text that all targets give, null where each gives its own
 */
record Question(
        String name,
        boolean streaming,
        boolean usage,
        int choices,
        boolean structured,
        boolean prefillable,
        boolean deterministic,
        boolean tools,
        OptOut optOut,
        @Nullable String ownText) {

    static Question drawn(String name, Dice dice, Words words) {
        boolean deterministic = dice.percent(35);
        boolean same = dice.percent(deterministic ? 80 : 30);
        boolean structured = dice.percent(4);
        return new Question(
                name,
                !dice.percent(10),
                dice.percent(50),
                dice.percent(5) ? 2 : 1,
                structured,
                !dice.percent(5),
                deterministic,
                dice.percent(12),
                OptOut.drawn(dice),
                same
                        ? text(structured, words.text(dice.percent(10) ? dice.between(60, 160) : dice.between(2, 40)))
                        : null);
    }

    private static String text(boolean structured, String words) {
        return structured ? "{\"told\":" + Wire.quoted(words) + "}" : words;
    }

    byte[] json() {
        StringBuilder json = new StringBuilder("{\"model\":\"chat\",\"stream\":" + streaming);
        if (usage) {
            json.append(",\"stream_options\":{\"include_usage\":true}");
        }
        if (choices > 1) {
            json.append(",\"n\":").append(choices);
        }
        if (structured) {
            json.append(",\"response_format\":{\"type\":\"json_object\"}");
        }
        if (deterministic) {
            json.append(",\"temperature\":0");
        }
        json.append(",\"messages\":[{\"role\":\"user\",\"content\":")
                .append(Wire.quoted(name))
                .append('}');
        if (!prefillable) {
            json.append(",{\"role\":\"assistant\",\"content\":\"So\"}");
        }
        return json.append("]}").toString().getBytes(UTF_8);
    }
}
