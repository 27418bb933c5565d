package dev.baton.dialect.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JsonObjectBytesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static JsonObjectBytes parse(String text) {
        JsonObjectBytes object = JsonObjectBytes.parse(text.getBytes(UTF_8));
        assertThat(object).isNotNull();
        return object;
    }

    private static String with(String text, String field, String value) {
        return new String(parse(text).with(Map.of(field, value.getBytes(UTF_8))), UTF_8);
    }

    @Test
    void leavesEverythingElseAsItWas() {
        String text = " {\"a\" : 1.50e+1 ,\n \"é\":\"\\u00e9\\/\", \"b\": [ 1 , 2 ] , \"z\":{\"b\":0}\t}\n";

        assertThat(with(text, "b", "true"))
                .isEqualTo(" {\"a\" : 1.50e+1 ,\n \"é\":\"\\u00e9\\/\", \"b\": true , \"z\":{\"b\":0}\t}\n");
        assertThat(with(text, "é", "0"))
                .isEqualTo(" {\"a\" : 1.50e+1 ,\n \"é\":0, \"b\": [ 1 , 2 ] , \"z\":{\"b\":0}\t}\n");
    }

    @Test
    void addsAtTheEnd() {
        assertThat(JSON.readTree(with("{}", "a", "1"))).isEqualTo(JSON.readTree("{\"a\":1}"));
        assertThat(JSON.readTree(with("{ \n }", "a", "1"))).isEqualTo(JSON.readTree("{\"a\":1}"));
        assertThat(with("{\"b\":2}", "a", "1")).isEqualTo("{\"b\":2,\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a  |~{ \"b\": 2 ,\n\"c\":3 }~",
                "b  |~{ \"a\" :1 ,\n\"c\":3 }~",
                "c  |~{ \"a\" :1, \"b\": 2 }~",
                "a b|~{ \"c\":3 }~",
                "b c|~{ \"a\" :1 }~",
                "d  |~{ \"a\" :1, \"b\": 2 ,\n\"c\":3 }~"
            })
    void leavesOutAFieldAndItsComma(String fields, String left) {
        Map<String, byte[]> changes = Stream.of(fields.split(" "))
                .collect(Collectors.toMap(field -> field, field -> JsonObjectBytes.LEFT_OUT));

        assertThat(parse("{ \"a\" :1, \"b\": 2 ,\n\"c\":3 }").with(changes))
                .asString()
                .isEqualTo(left);
    }

    @Test
    void leavesAnEmptyObjectThatCanBeAddedTo() {
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("a", JsonObjectBytes.LEFT_OUT);
        changes.put("b", "1".getBytes(UTF_8));

        assertThat(parse("{\"a\":7}").with(changes)).asString().isEqualTo("{\"b\":1}");
    }

    @Test
    void findsATextInTheLastElementOfAnArray() {
        JsonObjectBytes object = parse(
                "{\"a\":[{\"x\":\"first\"},{\"y\":{\"x\":\"deep\"},\"x\":\"last\",\"z\":[1]}],\"none\":[],\"no\":{\"x\":\"y\"},\"number\":[{\"x\":1}],\"flat\":[\"x\"]}");

        assertThat(object.textInLastElement("a", "x")).isEqualTo("last");
        assertThat(List.of("none", "no", "number", "flat", "absent"))
                .allSatisfy(field ->
                        assertThat(object.textInLastElement(field, "x")).isEmpty());
    }

    @Test
    void knowsWhatAFieldHolds() {
        JsonObjectBytes object = parse(
                "{\"none\":[],\"texts\":[\"1\",\"[2]\"],\"numbers\":[ 1,-2 ],\"arrays\":[[1],[2],[3]],\"text\":\"[1,2]\",\"no\":7}");

        assertThat(List.of("none", "texts", "numbers", "arrays", "text", "no", "absent"))
                .extracting(object::size)
                .containsExactly(0, 2, 2, 3, 0, 0, 0);
        assertThat(List.of("none", "texts", "numbers", "arrays", "text", "absent"))
                .filteredOn(object::endsWithNumber)
                .containsExactly("numbers");
        assertThat(List.of("texts", "text", "no", "absent"))
                .filteredOn(object::isText)
                .containsExactly("text");
    }

    @Test
    void appendsToAnArray() {
        JsonObjectBytes object = parse("{\"none\":[ ],\"one\":[ {\"x\":[1]} ],\"no\":1}");

        assertThat(object.appended("none", "7".getBytes(UTF_8))).asString().isEqualTo("[ 7]");
        assertThat(object.appended("one", "7".getBytes(UTF_8))).asString().isEqualTo("[ {\"x\":[1]} ,7]");
        assertThat(object.isArray("none")).isTrue();
        assertThat(object.isArray("no")).isFalse();
        assertThat(object.isArray("absent")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":1", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":01}", "{\"a\":1,\"a\":2}"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> JsonObjectBytes.parse(text.getBytes(UTF_8))).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "[{\"a\":1}]", "1", "null", "\"text\"", "{} {}", "{\"a\":1} 2"})
    void knowsWhatIsNoSingleObject(String text) {
        assertThat(JsonObjectBytes.parse(text.getBytes(UTF_8))).isNull();
    }

    @Test
    void refusesDeepNestingAndAnythingButUtf8() {
        String deep = "{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}";
        byte[] latin = "{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1);

        assertThatThrownBy(() -> JsonObjectBytes.parse(deep.getBytes(UTF_8))).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JsonObjectBytes.parse(latin)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JsonObjectBytes.parse("{\"cont\u00FFent\":1}".getBytes(ISO_8859_1)))
                .as("a name that Jackson reads as content")
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JsonObjectBytes.parse("{\"a\":1}".getBytes(UTF_16LE)))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void editsBytesAsATreeIsEdited() {
        Seeds.forEach(JsonObjectBytesTest.class, 5_000, seed -> {
            Random random = new Random(seed);
            String text = blanks(random) + object(random, 0) + blanks(random);
            ObjectNode tree = (ObjectNode) JSON.readTree(text);
            JsonObjectBytes bytes = parse(text);
            Map<String, byte[]> changes = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                String field = name(random);
                if (random.nextInt(3) == 0) {
                    changes.put(field, JsonObjectBytes.LEFT_OUT);
                    tree.remove(field);
                } else {
                    String value = value(random, 2);
                    changes.put(field, value.getBytes(UTF_8));
                    tree.set(field, JSON.readTree(value));
                }
            }
            for (String field : JSON.readTree(text).propertyNames()) {
                if (!changes.containsKey(field) && tree.get(field) instanceof ArrayNode array && random.nextBoolean()) {
                    array.add("more");
                    changes.put(field, bytes.appended(field, "\"more\"".getBytes(UTF_8)));
                }
            }

            byte[] edited = bytes.with(changes);

            assertThat(JSON.readTree(edited)).isEqualTo(tree);
            for (String field : tree.propertyNames()) {
                byte[] value = parse(new String(edited, UTF_8)).value(field);
                assertThat(JSON.readTree(value)).isEqualTo(tree.get(field));
            }
        });
    }

    private static String blanks(Random random) {
        String[] blanks = {"", "", " ", "\n", "\t ", "\r\n"};
        return blanks[random.nextInt(blanks.length)];
    }

    private static String name(Random random) {
        String[] names = {"model", "messages", "a", "é", "x{y", "n", "東京"};
        return names[random.nextInt(names.length)];
    }

    private static String object(Random random, int depth) {
        StringBuilder text = new StringBuilder("{").append(blanks(random));
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.put(name(random), value(random, depth + 1));
        }
        String separator = "";
        for (Map.Entry<String, String> field : fields.entrySet()) {
            text.append(separator)
                    .append(blanks(random))
                    .append('"')
                    .append(field.getKey())
                    .append('"');
            text.append(blanks(random)).append(':').append(blanks(random)).append(field.getValue());
            separator = blanks(random) + ",";
        }
        return text.append(blanks(random)).append('}').toString();
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> "-12.50e-3";
            case 3 -> "12345678901234567890";
            case 4 -> "\"}],{[ \\\" \\\\ \\n \\ud83d\\ude00 é 東京 😀\"";
            case 5 -> "\"\"";
            case 6 -> object(random, depth);
            default -> {
                StringBuilder array = new StringBuilder("[").append(blanks(random));
                int size = random.nextInt(4);
                for (int i = 0; i < size; i++) {
                    array.append(i == 0 ? "" : ",").append(blanks(random)).append(value(random, depth + 1));
                    array.append(blanks(random));
                }
                yield array.append(']').toString();
            }
        };
    }
}
