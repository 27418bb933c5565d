package dev.baton.gateway.settings;

import dev.baton.route.ApiKey;
import dev.baton.route.AwsAccess;
import dev.baton.route.Protocol;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a provider at AWS says besides: its region, and what its requests are signed with. */
final class AwsReader {

    /** Of the service, or of a way of one's own to it: {@code vpce-….bedrock-runtime.eu-west-1.vpce.amazonaws.com}. */
    private static final Pattern REGION_IN_HOST = Pattern.compile("(?:.*\\.)?bedrock-runtime(?:-fips)?"
            + "\\.(?<region>[a-z0-9-]+)\\.(?:vpce\\.)?(?:amazonaws\\.(?:com(?:\\.cn)?|eu)|api\\.aws)");

    private final ConfigNode provider;
    private final boolean isAws;
    private final Optional<String> region;

    AwsReader(ConfigNode provider, Protocol protocol) {
        this.provider = provider;
        this.isAws = protocol == Protocol.BEDROCK;
        this.region = provider.get("region").find(ValueTypes.REGION);
    }

    /** Where the service of a region is; empty where none is named. */
    Optional<URI> server() {
        return region.filter(named -> isAws)
                .map(named -> URI.create("https://bedrock-runtime." + named + ".amazonaws." + ending(named)));
    }

    private static String ending(String region) {
        if (region.startsWith("cn-")) {
            return "com.cn";
        }
        return region.startsWith("eusc-") ? "eu" : "com";
    }

    /**
     * What requests are signed with; null where they are not.
     *
     * @param key of the provider, which needs no signature
     */
    @Nullable
    AwsAccess access(URI baseUrl, @Nullable ApiKey key) {
        if (!isAws) {
            refuse(provider.get("region"), "region");
            refuse(provider.get("aws-keys").secret(), "aws-keys");
            return null;
        }
        AwsAccess.Keys keys = keys(provider.get("aws-keys").as(Section.AWS_KEYS));
        if (key != null) {
            if (keys != null) {
                provider.get("aws-keys").problem("either api-key or aws-keys");
            }
            return null;
        }
        return new AwsAccess(region.or(() -> regionIn(baseUrl)).orElseGet(this::missingRegion), keys);
    }

    private static void refuse(ConfigNode node, String name) {
        if (!node.isMissing()) {
            node.problem("no " + name + ": only the protocol bedrock has one");
        }
    }

    private static Optional<String> regionIn(URI url) {
        Matcher host = REGION_IN_HOST.matcher(url.getHost());
        return host.matches() ? Optional.of(host.group("region")) : Optional.empty();
    }

    private String missingRegion() {
        ConfigNode node = provider.get("region");
        if (node.isMissing()) {
            node.problem(ValueTypes.REGION.expected() + ", to sign requests for: base-url names none");
        }
        return "";
    }

    /** Both halves or neither: where they are empty, keys are looked for elsewhere. */
    private static AwsAccess.@Nullable Keys keys(ConfigNode node) {
        ApiKey id = ProvidersReader.key(node.get("access-key-id"));
        ApiKey secret = ProvidersReader.key(node.get("secret-access-key"));
        ApiKey token = ProvidersReader.key(node.get("session-token"));
        if (id == null && secret == null && token == null) {
            return null;
        }
        if (id == null || secret == null) {
            node.get(id == null ? "access-key-id" : "secret-access-key")
                    .secret()
                    .problem("both halves of the key");
            return null;
        }
        return new AwsAccess.Keys(id, secret, token);
    }
}
