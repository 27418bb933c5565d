package dev.baton.route;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An upstream server: the protocol it speaks, where it is and the key it wants.
 *
 * @param name as the configuration calls it, without {@code /}
 * @param baseUrl {@code http} or {@code https}; paths such as {@code /chat/completions} are appended to it
 * @param apiKey sent to this provider's own origin and nowhere else; null when it wants none
 * @param continuation how its models continue a trailing assistant message, unless a target says otherwise; null where
 *     that is not declared, so that {@linkplain Target#of what is known of vendor and model} holds
 * @param reuse whether a connection may serve one caller after another
 * @param apiVersion of {@linkplain Protocol#AZURE Azure}: {@value #AZURE_V1}, or a date for the addresses of deployments
 * @param aws how requests to {@linkplain Protocol#BEDROCK Bedrock} are signed where it is given no key; null elsewhere
 */
public record Provider(
        String name,
        Protocol protocol,
        URI baseUrl,
        @Nullable ApiKey apiKey,
        @Nullable Continuation continuation,
        ConnectionReuse reuse,
        String apiVersion,
        @Nullable AwsAccess aws) {

    /** Azure's addresses without a version, with the deployment in the body like any model. */
    public static final String AZURE_V1 = "v1";

    /** All that must not be shown of it. */
    public List<ApiKey> secrets() {
        Stream<ApiKey> ofAws = aws == null ? Stream.empty() : aws.secrets();
        return Stream.concat(Stream.ofNullable(apiKey), ofAws).toList();
    }

    /** A provider of the usual version. */
    public Provider(
            String name,
            Protocol protocol,
            URI baseUrl,
            @Nullable ApiKey apiKey,
            @Nullable Continuation continuation,
            ConnectionReuse reuse) {
        this(name, protocol, baseUrl, apiKey, continuation, reuse, AZURE_V1, null);
    }
}
