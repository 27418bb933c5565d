package dev.baton.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.gateway.WireClient.Answer;
import dev.baton.testkit.ReceivedRequest;
import dev.baton.testkit.Script;
import dev.baton.testkit.ScriptedProvider;
import dev.baton.testkit.Story;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway does with requests before any provider is asked, and what of a request a provider sees. */
class FrontDoorTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SECRET_PROMPT = "the prompt that nobody repeats";
    private static final String PROVIDER_KEY = "provider-key-0123456789";
    private static final String CLIENT_KEY = "client-key-0123456789";
    private static final int MOST_BYTES = 20 << 20;

    private static ScriptedProvider b;
    private static RawProvider raw;
    private static TestGateway gateway;
    private static TestGateway guarded;

    @BeforeAll
    static void start() {
        b = ScriptedProvider.start("server-b");
        raw = new RawProvider();
        String providers = """
                  providers:
                    server-b: { base-url: "%s", api-key: %s }
                    raw: { base-url: "%s" }
                  models:
                    chat: { targets: [server-b/gpt-x] }
                    raw: { targets: [raw/a-model-with-another-name] }
                    "Qwen/Qwen3+VL:8b": { targets: [server-b/qwen] }
                """.formatted(b.url(), PROVIDER_KEY, raw.url());
        gateway = TestGateway.start("baton:\n  server: { port: 0 }\n" + providers);
        guarded = TestGateway.start(
                "baton:\n  server: { port: 0 }\n  clients: [{ name: web, key: " + CLIENT_KEY + " }]\n" + providers);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        guarded.close();
        b.close();
        raw.close();
    }

    @BeforeEach
    void reset() {
        b.reset();
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Answer send(TestGateway to, String request) throws IOException {
        try (WireClient client = new WireClient(to)) {
            return client.send(request).answer();
        }
    }

    private static Answer post(String body, String... headers) throws IOException {
        return send(gateway, WireClient.request(body, headers));
    }

    private static String get(String path, String... headers) {
        return call("GET", path, headers);
    }

    private static String call(String method, String path, String... headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat) + "\r\n";
    }

    /** An error in OpenAI's shape that says all of this, and nothing of the prompt or of a key. */
    private static JsonNode assertThatItIsRefused(Answer answer, int status, String... words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("x-request-id")).isNotBlank();
        assertThat(answer.body()).doesNotContain(SECRET_PROMPT, PROVIDER_KEY, CLIENT_KEY);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.propertyNames()).contains("message", "type", "param", "code");
        assertThat(error.path("message").asString()).contains(words);
        return error;
    }

    @Nested
    class RefusesBodies {

        static Stream<Arguments> badBodies() {
            String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"" + SECRET_PROMPT + "\"}]";
            String deep = "[".repeat(64) + "]".repeat(64);
            return Stream.of(
                    Arguments.of("{\n  \"model\": \"chat\",\n  oops " + messages + "}", "", "line 3, column"),
                    Arguments.of("{\"model\":\"chat\"," + messages, "", "line 1, column"),
                    Arguments.of("{\"model\":\"chat\"," + messages + "}{}", "", "a single JSON object"),
                    Arguments.of("{\"model\":\"chat\",\"model\":\"raw\"," + messages + "}", "", "no repeated keys"),
                    Arguments.of("{\"model\":\"chat\"," + messages + ",\"x\":" + deep + "}", "", "64 levels"),
                    Arguments.of("{\"model\":\"chat\"," + messages + ",\"x\":NaN}", "", "not valid JSON"),
                    Arguments.of("[\"" + SECRET_PROMPT + "\"]", "", "a single JSON object"),
                    Arguments.of("\"" + SECRET_PROMPT + "\"", "", "a single JSON object"),
                    Arguments.of("null", "", "a single JSON object"),
                    Arguments.of("{" + messages + "}", "model", "model"),
                    Arguments.of("{\"model\":7," + messages + "}", "model", "model"),
                    Arguments.of("{\"model\":\" \"," + messages + "}", "model", "model"),
                    Arguments.of("{\"model\":\"chat\"}", "messages", "messages"),
                    Arguments.of("{\"model\":\"chat\",\"messages\":\"" + SECRET_PROMPT + "\"}", "messages", "an array"),
                    Arguments.of("{\"model\":\"chat\",\"stream\":\"yes\"," + messages + "}", "stream", "true or false"),
                    Arguments.of("{\"model\":\"chat\",\"n\":0," + messages + "}", "n", "from 1"),
                    Arguments.of(
                            "{\"model\":\"chat\",\"stream\":true,\"stream_options\":1," + messages + "}",
                            "stream_options",
                            "an object"));
        }

        @ParameterizedTest
        @MethodSource("badBodies")
        void thatMakeNoSense(String body, String field, String words) throws Exception {
            JsonNode error = assertThatItIsRefused(post(body), 400, words);

            assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
            assertThat(error.path("param").asString("")).isEqualTo(field);
            assertThat(b.requests()).isEmpty();
        }

        @Test
        void thatAreEmpty() throws Exception {
            assertThatItIsRefused(post(""), 400, "empty");
        }

        @Test
        void thatAreNotUtf8() throws Exception {
            byte[] request = WireClient.request("{\"model\":\"chat\",\"messages\":[\"caf?\"]}")
                    .getBytes(StandardCharsets.ISO_8859_1);
            request[new String(request, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xE9;
            try (WireClient client = new WireClient(gateway)) {
                assertThatItIsRefused(client.send(request).answer(), 400, "not valid JSON");
            }
        }

        @Test
        void thatNameAModelWhichIsNotServed() throws Exception {
            JsonNode error =
                    assertThatItIsRefused(post(ChatText.stream("gpt-99")), 404, "'gpt-99'", "expected", "chat", "raw");

            assertThat(error.path("code").asString()).isEqualTo("model_not_found");
            assertThat(error.path("param").asString()).isEqualTo("model");
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", ";;"})
        void ofAnotherType(String type) throws Exception {
            String request = WireClient.request(ChatText.stream("chat"))
                    .replace("Content-Type: application/json", "Content-Type: " + type);

            assertThatItIsRefused(send(gateway, request), 415, "application/json");
        }

        @Test
        void ofNoTypeAtAll() throws Exception {
            String request =
                    WireClient.request(ChatText.stream("chat")).replace("Content-Type: application/json\r\n", "");

            assertThatItIsRefused(send(gateway, request), 415, "application/json");
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "br", "gzip, identity"})
        void thatAreCompressed(String encoding) throws Exception {
            assertThatItIsRefused(
                    post(ChatText.stream("chat"), "Content-Encoding: " + encoding), 415, "Content-Encoding");
        }

        @Test
        void thatSayTheyAreTooLarge() throws Exception {
            String head = WireClient.request("").replace("Length: 0", "Length: " + (MOST_BYTES + 1));

            assertThatItIsRefused(send(gateway, head), 413, "at most " + MOST_BYTES);
        }

        @Test
        void thatAreTooLargeFromAClientThatReadsOnlyAfterItHasSentEverything() throws Exception {
            try (WireClient client = new WireClient(gateway)) {
                client.send(WireClient.request("").replace("Length: 0", "Length: " + (MOST_BYTES + 1)));
                byte[] part = new byte[1 << 20];
                for (int i = 0; i < 20; i++) {
                    client.send(part);
                }
                client.send(new byte[1]);

                assertThatItIsRefused(client.answer(), 413, "at most " + MOST_BYTES);
            }
        }

        @Test
        void thatTurnOutToBeTooLarge() throws Exception {
            try (WireClient client = new WireClient(gateway)) {
                client.send(WireClient.request("").replace("Content-Length: 0", "Transfer-Encoding: chunked"));
                byte[] part = new byte[1 << 20];
                Arrays.fill(part, (byte) ' ');
                for (int i = 0; i < 21; i++) {
                    client.send("100000\r\n").send(part).send("\r\n");
                }
                client.send("0\r\n\r\n");

                assertThatItIsRefused(client.answer(), 413, "at most " + MOST_BYTES);
            }
        }
    }

    @Nested
    class RefusesCalls {

        @ParameterizedTest
        @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
        void withAnotherMethod(String method) throws Exception {
            Answer answer = send(gateway, call(method, "/v1/chat/completions"));

            assertThatItIsRefused(answer, 405, "POST");
            assertThat(answer.header("allow")).isEqualTo("POST");
        }

        @Test
        void thatPostToTheListOfModels() throws Exception {
            Answer answer = send(gateway, call("POST", "/v1/models", "Content-Length: 0"));

            assertThatItIsRefused(answer, 405, "GET");
            assertThat(answer.header("allow")).isEqualTo("GET");
        }

        @ParameterizedTest
        @ValueSource(strings = {"gpt-99", "", "chat/", "..%2fchat"})
        void ofAModelThatIsNotServed(String name) throws Exception {
            JsonNode error = assertThatItIsRefused(send(gateway, get("/v1/models/" + name)), 404, "expected", "chat");

            assertThat(error.path("code").asString()).isEqualTo("model_not_found");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/v1",
                    "/v1/chat",
                    "/v1/chat/completions/x",
                    "/v2/chat/completions",
                    "/health",
                    "/actuator",
                    "/v1/chat/..%2f..%2fetc/passwd",
                    "/favicon.ico"
                })
        void ofPathsWhereNothingIs(String path) throws Exception {
            try (Logs logs = Logs.usual()) {
                assertThatItIsRefused(send(gateway, get(path)), 404, "/v1/chat/completions");

                assertThat(logs.complaints()).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X-Forwarded-For: 10.0.0.1",
                    "X-Forwarded-Host: example.org",
                    "Forwarded: for=10.0.0.1",
                    "X-Real-IP: 10.0.0.1"
                })
        void thatAProxyPassedOnWhereThereAreNoClients(String header) throws Exception {
            assertThatItIsRefused(post(ChatText.stream("chat"), header), 403, "passed on by a proxy");
            assertThat(b.requests()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost@evil.example"})
        void ofAPageWhoseNameWasReboundToThisMachine(String host) throws Exception {
            String request = WireClient.request(ChatText.stream("chat")).replace("Host: 127.0.0.1", "Host: " + host);

            assertThatItIsRefused(send(gateway, request), 403, "Host header");
            assertThat(b.requests()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Authorization: Bearer client-key-9876543210",
                    "Authorization: Bearer",
                    "Authorization: Basic " + CLIENT_KEY,
                    "Authorization: " + CLIENT_KEY,
                    "Authorization: Bearer " + CLIENT_KEY + " " + CLIENT_KEY,
                    "X-Api-Key: client-key-9876543210",
                    "Api-Key: " + CLIENT_KEY
                })
        void withoutTheKeyOfAClient(String header) throws Exception {
            Answer answer = send(guarded, WireClient.request(ChatText.stream("chat"), header));

            JsonNode error = assertThatItIsRefused(answer, 401, "Authorization: Bearer");
            assertThat(error.path("code").asString()).isEqualTo("invalid_api_key");
            assertThat(b.requests()).isEmpty();
        }

        @Test
        void withoutAnyKeyEvenForTheListOfModelsAndForPathsWhereNothingIs() throws Exception {
            assertThatItIsRefused(send(guarded, get("/v1/models")), 401, "no key (expected: ");
            assertThatItIsRefused(send(guarded, get("/nothing")), 401, "no key (expected: ");
        }
    }

    @Nested
    class Serves {

        @ParameterizedTest
        @CsvSource({
            "/v1/models, 200",
            "/v1/models/chat, 200",
            "/health/ready, 200",
            "/v1/models/nobody, 404",
            "/nothing, 404",
            "/v1/chat/completions, 405"
        })
        void headRequestsAsIfTheyWereGet(String path, int status) throws Exception {
            HttpResponse<String> whole = ask("GET", path);

            HttpResponse<String> head = ask("HEAD", path);

            assertThat(head.statusCode()).isEqualTo(whole.statusCode()).isEqualTo(status);
            assertThat(head.headers().firstValue("content-length"))
                    .isEqualTo(whole.headers().firstValue("content-length"));
            assertThat(head.body()).isEmpty();
        }

        private static HttpResponse<String> ask(String method, String path) throws Exception {
            return HTTP.send(
                    HttpRequest.newBuilder(gateway.at(path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        @Test
        void theListOfModels() throws Exception {
            Answer answer = send(gateway, get("/v1/models"));

            assertThat(answer.status()).isEqualTo(200);
            JsonNode list = JSON.readTree(answer.body());
            assertThat(list.path("object").asString()).isEqualTo("list");
            assertThat(list.path("data")
                            .valueStream()
                            .map(model -> model.path("id").asString()))
                    .containsExactly("chat", "raw", "Qwen/Qwen3+VL:8b");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Qwen/Qwen3+VL:8b", "Qwen%2FQwen3%2BVL%3A8b"})
        void oneModelByItsNameHoweverThatIsWritten(String name) throws Exception {
            Answer answer = send(gateway, get("/v1/models/" + name));

            assertThat(answer.body())
                    .isEqualTo(
                            "{\"id\":\"Qwen/Qwen3+VL:8b\",\"object\":\"model\",\"created\":0,\"owned_by\":\"baton\"}");
        }

        @Test
        void oneModelInTheShapeThatTheHeadersAskFor() throws Exception {
            Answer answer =
                    send(guarded, get("/v1/models/chat", "x-api-key: " + CLIENT_KEY, "anthropic-version: 2023-06-01"));

            assertThat(JSON.readTree(answer.body()).path("type").asString()).isEqualTo("model");
            assertThat(JSON.readTree(answer.body()).path("display_name").asString())
                    .isEqualTo("chat");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/health/live", "/health/ready"})
        void itsHealthToEverybody(String path) throws Exception {
            Answer answer = send(guarded, get(path, "X-Forwarded-For: 10.0.0.1"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer ", "bearer  ", "BEARER "})
        void whoPresentsAKey(String scheme) throws Exception {
            Answer answer = send(
                    guarded,
                    WireClient.request(
                            ChatText.stream("chat"),
                            "Authorization: " + scheme + CLIENT_KEY,
                            "X-Forwarded-For: 10.0.0.1"));

            assertThat(ChatText.of(answer.body().lines().toList())).isEqualTo(Story.TEXT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Accept: application/json", "Accept: */*", "Accept: text/html", "Accept: ;;"})
        void aStreamToWhoAsksForOneWhateverItAccepts(String accept) throws Exception {
            Answer answer = post(ChatText.stream("chat"), accept);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.header("content-type")).startsWith("text/event-stream");
            assertThat(ChatText.of(answer.body().lines().toList())).isEqualTo(Story.TEXT);
        }

        @Test
        void aWholeAnswerToWhoAsksForOneWhateverItAccepts() throws Exception {
            Answer answer = post(ChatText.whole("chat"), "Accept: text/event-stream");

            assertThat(answer.header("content-type")).isEqualTo("application/json");
            assertThat(ChatText.ofWhole(answer.body())).isEqualTo(Story.TEXT);
        }

        @Test
        void theTypeOfJsonInAllItsSpellings() throws Exception {
            String request = WireClient.request(ChatText.whole("chat"))
                    .replace("Content-Type: application/json", "content-type: Application/JSON ; charset=UTF-8");

            assertThat(send(gateway, request).status()).isEqualTo(200);
        }

        @Test
        void whoOffersToSpeakHttp2() throws Exception {
            Answer answer = post(
                    ChatText.whole("chat"),
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABk");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(ChatText.ofWhole(answer.body())).isEqualTo(Story.TEXT);
        }

        @Test
        void whoWaitsForTheGoAhead() throws Exception {
            String request = WireClient.request(ChatText.whole("chat"), "Expect: 100-continue");
            int body = request.indexOf("\r\n\r\n") + 4;
            try (WireClient client = new WireClient(gateway)) {
                client.send(request.substring(0, body));
                assertThat(client.head().status()).isEqualTo(100);
                client.send(request.substring(body));

                assertThat(ChatText.ofWhole(client.answer().body())).isEqualTo(Story.TEXT);
            }
        }

        @Test
        void whoDoesNotWaitForTheGoAhead() throws Exception {
            try (WireClient client = new WireClient(gateway)) {
                client.send(WireClient.request(ChatText.whole("chat"), "Expect: 100-continue"));

                assertThat(client.head().status()).isEqualTo(100);
                assertThat(ChatText.ofWhole(client.answer().body())).isEqualTo(Story.TEXT);
            }
        }

        @Test
        void noGoAheadForARequestThatIsRefusedAnyway() throws Exception {
            String head =
                    WireClient.request("", "Expect: 100-continue").replace("Length: 0", "Length: " + (MOST_BYTES + 1));

            assertThatItIsRefused(send(gateway, head), 413, "at most " + MOST_BYTES);
        }

        @Test
        void twoRequestsThatCameTogetherInTheirOrder() throws Exception {
            b.answers(Script.text("one")).thenAnswers(Script.text("two"));
            String request = WireClient.request(ChatText.stream("chat"));
            try (WireClient client = new WireClient(gateway)) {
                client.send(request + request);

                assertThat(ChatText.of(client.answer().body().lines().toList())).isEqualTo("one");
                assertThat(ChatText.of(client.answer().body().lines().toList())).isEqualTo("two");
            }
        }

        @Test
        void oneRequestAfterTheOtherOnOneConnection() throws Exception {
            try (WireClient client = new WireClient(gateway)) {
                assertThat(client.post(ChatText.stream("gpt-99")).answer().status())
                        .isEqualTo(404);
                assertThat(client.post("{").answer().status()).isEqualTo(400);
                assertThat(client.post(ChatText.stream("chat")).answer().status())
                        .isEqualTo(200);
                assertThat(client.post(ChatText.whole("chat")).answer().status())
                        .isEqualTo(200);
            }
        }
    }

    @Nested
    class ShowsTheProvider {

        @Test
        void itsOwnKeyAndNothingOfTheClientsHeaders() throws Exception {
            send(
                    guarded,
                    WireClient.request(
                            ChatText.stream("chat"),
                            "Authorization: Bearer " + CLIENT_KEY,
                            "Cookie: session=1",
                            "X-Forwarded-For: 10.0.0.1",
                            "OpenAI-Organization: org-1",
                            "X-Anything: else"));

            ReceivedRequest seen = b.awaitRequests(1, Duration.ofSeconds(5)).getFirst();
            assertThat(seen.headers().get("authorization")).containsExactly("Bearer " + PROVIDER_KEY);
            assertThat(seen.headers().toString()).doesNotContain(CLIENT_KEY, "session=1", "10.0.0.1", "else");
            assertThat(seen.headers().keySet())
                    .containsExactlyInAnyOrder(
                            "host",
                            "user-agent",
                            "accept",
                            "accept-encoding",
                            "authorization",
                            "content-type",
                            "content-length");
        }

        @Test
        void theModelOfTheTarget() throws Exception {
            post(ChatText.stream("chat"));

            assertThat(b.requests().getFirst().body().path("model").asString()).isEqualTo("gpt-x");
        }

        @Test
        void everyOtherByteOfALargeRequestAsItWasSent() throws Exception {
            String text = "Zeile für Zeile, \\u00e4, \\\\, \\\"quoted\\\", 漢字 𝄞 ".repeat(20_000);
            String request = """
                    { "unknown_field" : {"b":1,"a":[1.0, 1e0, -0, 1E+2, 12345678901234567890123]},
                      "model":%s , "temperature":0.70,
                      "messages":[ {"role":"user","content":"%s"} ],"z":null }
                    """;
            byte[] sent = request.formatted("\"raw\"", text).getBytes(StandardCharsets.UTF_8);
            assertThat(sent).hasSizeGreaterThan(1 << 20);

            Answer answer = post(new String(sent, StandardCharsets.UTF_8));

            assertThat(ChatText.ofWhole(answer.body())).isEqualTo(RawProvider.TEXT);
            assertThat(new String(raw.lastBody(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(request.formatted("\"a-model-with-another-name\"", text)
                            .strip());
        }

        @Test
        void aRequestThatCameInChunksAsOneBody() throws Exception {
            String body = ChatText.whole("raw");
            try (WireClient client = new WireClient(gateway)) {
                client.send(WireClient.request("").replace("Content-Length: 0", "Transfer-Encoding: chunked"));
                for (String part : List.of(body.substring(0, 1), body.substring(1, 20), body.substring(20))) {
                    client.send(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
                }
                client.send("0\r\n\r\n");

                assertThat(client.answer().status()).isEqualTo(200);
            }
            assertThat(new String(raw.lastBody(), StandardCharsets.UTF_8))
                    .isEqualTo(ChatText.whole("a-model-with-another-name"));
        }
    }

    @Test
    void namesARequestAsTheClientDoesWhereThatIsHarmless() throws Exception {
        assertThat(post("{", "x-request-id: my.own-id_1").header("x-request-id"))
                .isEqualTo("my.own-id_1");
        assertThat(post("{", "x-request-id: <script>").header("x-request-id")).startsWith("req-");
        assertThat(post("{", "x-request-id: " + "a".repeat(65)).header("x-request-id"))
                .startsWith("req-");
    }
}
