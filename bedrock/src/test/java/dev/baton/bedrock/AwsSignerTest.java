package dev.baton.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.route.ApiKey;
import dev.baton.route.AwsAccess;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.upstream.UpstreamRequest;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signatures are compared with ones that are made here, step by step as AWS's documentation has it. */
class AwsSignerTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Instant NOW = Instant.parse("2026-08-30T12:36:00Z");
    private static final AwsAccess ACCESS =
            new AwsAccess("eu-west-1", new AwsAccess.Keys(new ApiKey("AKIDEXAMPLE"), new ApiKey(SECRET), null));

    private final AwsSigner signer = new AwsSigner(Mono.never(), Schedulers.immediate(), InstantSource.fixed(NOW));

    private static UpstreamRequest request(String server, @Nullable ApiKey key, @Nullable AwsAccess access) {
        Provider provider = new Provider(
                "aws", Protocol.BEDROCK, URI.create(server), key, null, ConnectionReuse.POOLED, "v1", access);
        return new UpstreamRequest(
                provider,
                "/model/eu.anthropic.claude-v1%3A0/converse-stream",
                Map.of("content-type", "application/json", "accept", "application/vnd.amazon.eventstream"),
                "{\"messages\":[]}".getBytes(UTF_8),
                Duration.ofSeconds(1));
    }

    private Map<String, String> proofOf(UpstreamRequest request) {
        return signer.sign(request).block(Duration.ofSeconds(5)).proof().headers();
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    /** Steps 1 to 4 of "Create a signed AWS API request"; a path is escaped once more for all services but S3. */
    private static String expected(String host, String path, String extraHeaders, String extraNames) throws Exception {
        String hash = sha256("{\"messages\":[]}");
        String names = "content-type;host;x-amz-content-sha256;x-amz-date" + extraNames;
        String canonical = "POST\n" + path + "\n\ncontent-type:application/json\nhost:" + host
                + "\nx-amz-content-sha256:" + hash + "\nx-amz-date:20260830T123600Z\n" + extraHeaders + "\n" + names
                + "\n" + hash;
        String scope = "20260830/eu-west-1/bedrock/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n20260830T123600Z\n" + scope + "\n" + sha256(canonical);
        byte[] key = hmac(
                hmac(hmac(hmac(("AWS4" + SECRET).getBytes(UTF_8), "20260830"), "eu-west-1"), "bedrock"),
                "aws4_request");
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + scope + ", SignedHeaders=" + names + ", Signature="
                + HexFormat.of().formatHex(hmac(key, toSign));
    }

    @Test
    void signsTheHostThePathTheBodyAndTheTime() throws Exception {
        String host = "bedrock-runtime.eu-west-1.amazonaws.com";

        Map<String, String> proof = proofOf(request("https://" + host, null, ACCESS));

        assertThat(proof).containsEntry("x-amz-date", "20260830T123600Z").doesNotContainKey("x-amz-security-token");
        assertThat(proof.get("authorization"))
                .isEqualTo(expected(host, "/model/eu.anthropic.claude-v1%253A0/converse-stream", "", ""));
    }

    @Test
    void signsTheHostAsItIsCalledAndThePathBehindAProxy() throws Exception {
        Map<String, String> proof = proofOf(request("http://127.0.0.1:9001/aws/", null, ACCESS));

        assertThat(proof.get("authorization"))
                .isEqualTo(
                        expected("127.0.0.1:9001", "/aws/model/eu.anthropic.claude-v1%253A0/converse-stream", "", ""));
    }

    @Test
    void sendsAndSignsTheTokenOfKeysThatEnd() throws Exception {
        AwsAccess.Keys keys = new AwsAccess.Keys(new ApiKey("AKIDEXAMPLE"), new ApiKey(SECRET), new ApiKey("a-token"));

        Map<String, String> proof = proofOf(request("https://h.example", null, new AwsAccess("eu-west-1", keys)));

        assertThat(proof).containsEntry("x-amz-security-token", "a-token");
        assertThat(proof.get("authorization"))
                .isEqualTo(expected(
                        "h.example",
                        "/model/eu.anthropic.claude-v1%253A0/converse-stream",
                        "x-amz-security-token:a-token\n",
                        ";x-amz-security-token"));
    }

    @Test
    void leavesARequestWithAKeyOfBedrocksOwnAsItIs() {
        UpstreamRequest request = request("https://h.example", new ApiKey("bedrock-api-key-1"), null);

        assertThat(signer.sign(request).block(Duration.ofSeconds(5))).isSameAs(request);
    }

    @Test
    void signsWithKeysThatAreFoundAsSoonAsTheyAre() {
        Sinks.One<AwsCredentialsIdentity> found = Sinks.one();
        AwsSigner waiting = new AwsSigner(found.asMono(), Schedulers.immediate(), InstantSource.fixed(NOW));

        StepVerifier.create(waiting.sign(request("https://h.example", null, new AwsAccess("eu-west-1", null))))
                .expectSubscription()
                .then(() -> found.tryEmitValue(AwsCredentialsIdentity.create("AKIDFOUND", SECRET)))
                .assertNext(signed -> assertThat(signed.proof().headers().get("authorization"))
                        .contains("Credential=AKIDFOUND/20260830/eu-west-1/bedrock/"))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void loadsWhatItNeedsOnceAndWhereThatMayTakeLong() {
        Scheduler loader = Schedulers.newSingle("loader");
        AwsSigner first = new AwsSigner(Mono.never(), loader, InstantSource.fixed(NOW));
        List<String> threads = new ArrayList<>();

        for (int i = 0; i < 2; i++) {
            first.sign(request("https://h.example", null, ACCESS))
                    .doOnNext(signed -> threads.add(Thread.currentThread().getName()))
                    .block(Duration.ofSeconds(5));
        }

        loader.dispose();
        assertThat(threads.getFirst()).startsWith("loader");
        assertThat(threads.getLast()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void showsNothingOfWhatItSignsWith() {
        UpstreamRequest signed =
                signer.sign(request("https://h.example", null, ACCESS)).block(Duration.ofSeconds(5));

        assertThat(signed.toString()).doesNotContain("AKIDEXAMPLE", SECRET, "Signature=");
    }
}
