package dev.baton.bedrock;

import dev.baton.route.ConnectionReuse;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import dev.baton.upstream.UpstreamRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * AWS's Signature Version 4, as AWS's own library makes it. Signed are the method, the host, the path, the type of the body, the body and
 * the time; of the other headers none, since they prove nothing.
 */
final class SignatureV4 {

    private static final String SERVICE = "bedrock";
    private static final String CONTENT_TYPE = "content-type";

    private static final Set<String> PROOF =
            Set.of("authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private SignatureV4() {}

    /** Signs what nobody sends, so that all that signing needs is there. */
    static void load() {
        Provider nobody = new Provider(
                "nobody", Protocol.BEDROCK, URI.create("http://localhost"), null, null, ConnectionReuse.NONE);
        UpstreamRequest nothing = UpstreamRequest.get(nobody, "/", Duration.ZERO);
        sign(nothing, "us-east-1", AwsCredentialsIdentity.create("nobody", "nothing"), Instant.EPOCH);
    }

    /** The request with its signature, which holds for some minutes around this time. */
    static UpstreamRequest sign(UpstreamRequest request, String region, AwsCredentialsIdentity keys, Instant now) {
        Map<String, List<String>> signed = SIGNER.sign(signing -> signing.identity(keys)
                        .request(message(request))
                        .payload(() -> new ByteArrayInputStream(request.body()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                .request()
                .headers();
        return request.proven(proof(signed));
    }

    private static SdkHttpRequest message(UpstreamRequest request) {
        URI server = request.provider().baseUrl();
        SdkHttpRequest.Builder message = SdkHttpRequest.builder()
                .method(SdkHttpMethod.valueOf(request.method().name()))
                .protocol(server.getScheme())
                .host(server.getHost())
                .encodedPath(request.fullPath());
        if (server.getPort() >= 0) {
            message.port(server.getPort());
        }
        String type = request.headers().get(CONTENT_TYPE);
        return (type == null ? message : message.putHeader(CONTENT_TYPE, type)).build();
    }

    private static Map<String, String> proof(Map<String, List<String>> headers) {
        Map<String, String> proof = new HashMap<>();
        headers.forEach((name, values) -> {
            String header = name.toLowerCase(Locale.ROOT);
            if (PROOF.contains(header)) {
                proof.put(header, values.getFirst());
            }
        });
        return proof;
    }
}
