package dev.baton.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import dev.baton.answer.AnswerFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {

    private static final String PERSON = "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
            + "\"age\":{\"type\":\"integer\",\"minimum\":0},\"kind\":{\"enum\":[\"a\",\"b\"]},"
            + "\"code\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{2}$\"},\"next\":{\"$ref\":\"#\"},"
            + "\"tags\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/tag\"}}},"
            + "\"required\":[\"name\"],\"additionalProperties\":false,\"$defs\":{\"tag\":{\"type\":\"string\"}}}";

    private static AnswerFormat of(String schema) {
        return JsonFormat.of(schema.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"a\":[1,{}]}\n", "{\"a\":\"}\"}"})
    void takesAnyObject(String text) {
        assertThat(JsonFormat.anyObject().faultOf(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|the whole answer is not a JSON object",
                "{\"a\":1|the whole answer is not valid JSON",
                "{\"a\":1}}|the whole answer is not valid JSON",
                "{\"a\":1}{\"a\":1}|the whole answer is not valid JSON",
                "{\"a\":1,\"a\":1}|the whole answer is not valid JSON",
                "{\"a\":1} Done.|the whole answer is not valid JSON",
                "```json {}```|the whole answer is not valid JSON",
                "[1]|the whole answer is not a JSON object",
                "\"a\"|the whole answer is not a JSON object"
            })
    void refusesWhatIsNotOneObject(String text, String fault) {
        assertThat(JsonFormat.anyObject().faultOf(text)).contains(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"age\":3,\"kind\":\"b\",\"code\":\"AB\",\"tags\":[\"t\"]}",
                "{\"name\":\"x\",\"next\":{\"name\":\"y\",\"next\":{\"name\":\"z\"}}}"
            })
    void takesWhatTheSchemaDescribes(String text) {
        assertThat(of(PERSON).faultOf(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|required",
                "{\"name\":7}|type",
                "{\"name\":\"x\",\"age\":-1}|minimum",
                "{\"name\":\"x\",\"age\":1.5}|type",
                "{\"name\":\"x\",\"kind\":\"secret\"}|enum",
                "{\"name\":\"x\",\"code\":\"secret\"}|pattern",
                "{\"name\":\"x\",\"secret\":1}|additionalProperties",
                "{\"name\":\"x\",\"tags\":[1]}|type",
                "{\"name\":\"x\",\"next\":{}}|required"
            })
    void refusesWhatItDoesNotAndQuotesNothing(String text, String keyword) {
        assertThat(of(PERSON).faultOf(text))
                .contains("the whole answer does not keep to '" + keyword + "' of the schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#\"}",
                "{\"$ref\":\"#/$defs/none\"}",
                "{\"properties\":{\"a\":{\"pattern\":\"(\"}}}",
                "{\"$schema\":\"http://example.com/own\"}",
                "{\"$ref\":\"classpath:logback.xml\"}",
                "{\"$ref\":\"file:///etc/hostname\"}"
            })
    void cannotCompareWithWhatIsNoSchema(String schema) {
        assertThat(of(schema).faultOf("{\"a\":\"x\"}"))
                .contains("the whole answer could not be compared with the schema");
    }

    @Test
    void loadsNothingFromElsewhere() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String there = "http://127.0.0.1:" + server.getAddress().getPort() + "/schema.json";

            assertThat(of("{\"$ref\":\"" + there + "\"}").faultOf("{}")).isPresent();
            assertThat(of("{\"$schema\":\"" + there + "\"}").faultOf("{}")).isPresent();
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void doesNotLearnFromOneSchemaForAnother() {
        assertThat(of("{\"$id\":\"http://x/s\",\"type\":\"object\"}").faultOf("{}"))
                .isEmpty();

        assertThat(of("{\"$id\":\"http://x/t\",\"$ref\":\"http://x/s\"}").faultOf("{}"))
                .isPresent();
    }

    @Test
    void comesToAnEndWhateverTheSchemaAsksFor() {
        String slow = "{\"properties\":{\"a\":{\"pattern\":\"^(a+)+$\"}}}";
        StringBuilder wide = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
            wide.append("\"d%d\":{\"allOf\":[%s,%s]},".formatted(i, next, next));
        }
        wide.append("\"d40\":{}}}");

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(of(slow).faultOf("{\"a\":\"" + "a".repeat(60) + "!\"}")).isPresent();
            assertThat(of(wide.toString()).faultOf("{}")).isPresent();
        });
    }

    @Test
    void readsOlderDraftsWhereTheSchemaSaysSo() {
        String draft7 = "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"properties\":"
                + "{\"a\":{\"items\":[{\"type\":\"string\"}]}}}";

        assertThat(of(draft7).faultOf("{\"a\":[\"x\"]}")).isEmpty();
        assertThat(of(draft7).faultOf("{\"a\":[1]}")).isPresent();
    }
}
