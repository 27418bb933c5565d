package dev.baton.dialect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A client's body: refused, or edited as its tree would be. */
class JsonObjectBytesFuzzTest {

    private static final String OTHER = "{\"other\":[1,\"}\"]}";
    private static final JsonMapper JSON = JsonMapper.shared();

    @FuzzTest
    void replacesAValueAndNothingElse(byte[] body) {
        JsonObjectBytes object = parse(body);
        if (object == null) {
            return;
        }
        ObjectNode tree = (ObjectNode) Payloads.tree(body).orElseThrow();
        for (String field : tree.propertyNames()) {
            assertThat(JSON.readTree(object.value(field))).isEqualTo(tree.get(field));
            check(object, tree, field);
            checkAppended(object, tree, field);
        }
        check(object, tree, "a new field");
    }

    private static JsonObjectBytes parse(byte[] body) {
        try {
            return JsonObjectBytes.parse(body);
        } catch (JacksonException malformed) {
            return null;
        }
    }

    private static void check(JsonObjectBytes object, ObjectNode tree, String field) {
        byte[] edited = object.with(Map.of(field, OTHER.getBytes(UTF_8)));

        ObjectNode expected = tree.deepCopy();
        expected.set(field, JSON.readTree(OTHER));
        assertThat(Payloads.tree(edited)).contains(expected);
    }

    private static void checkAppended(JsonObjectBytes object, ObjectNode tree, String field) {
        JsonNode value = tree.get(field);
        assertThat(object.isArray(field)).isEqualTo(value.isArray());
        if (value instanceof ArrayNode array) {
            byte[] longer = object.appended(field, OTHER.getBytes(UTF_8));
            assertThat(JSON.readTree(longer)).isEqualTo(array.deepCopy().add(JSON.readTree(OTHER)));
        }
    }
}
