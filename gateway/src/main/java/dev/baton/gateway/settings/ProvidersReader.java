package dev.baton.gateway.settings;

import dev.baton.dialect.known.Dialects;
import dev.baton.route.ApiKey;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Continuation;
import dev.baton.route.Protocol;
import dev.baton.route.Provider;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code baton.providers}. */
final class ProvidersReader {
    private static final ValueType<Continuation> CONTINUATION = ValueTypes.oneOf(Continuation.class);

    private static final ValueType<Protocol> PROTOCOL = ValueTypes.oneOf(Protocol.class);
    private static final ValueType<ConnectionReuse> REUSE = ValueTypes.oneOf(ConnectionReuse.class);
    private static final URI STAND_IN = URI.create("http://localhost");
    private static final String STAND_IN_KEY = "malformed";
    private static final String EXPECTED = "at least one provider by its name, such as server-b: { base-url: … }";

    private ProvidersReader() {}

    /** Every provider that is written, even one with problems: the targets that name it have none of their own. */
    static Map<String, Provider> read(ConfigNode providers) {
        if (providers.isEmpty()) {
            providers.problem(EXPECTED);
        }
        Map<String, Provider> read = new LinkedHashMap<>();
        providers.entries(EXPECTED).forEach((name, node) -> read.put(name, provider(name, node)));
        return read;
    }

    private static Provider provider(String name, ConfigNode provider) {
        provider.checkName(ValueTypes.PROVIDER_NAME, name);
        provider.as(Section.PROVIDER);
        Protocol protocol = protocol(provider.get("protocol"));
        AwsReader aws = new AwsReader(provider, protocol);
        URI url = baseUrl(provider.get("base-url"), protocol, aws);
        ApiKey key = key(provider.get("api-key"));
        return new Provider(
                name,
                protocol,
                url,
                key,
                continuation(provider, protocol).orElse(null),
                provider.get("reuse").read(REUSE, ConnectionReuse.POOLED),
                apiVersion(provider.get("api-version"), protocol),
                aws.access(url, key));
    }

    private static Protocol protocol(ConfigNode node) {
        Protocol protocol = node.read(PROTOCOL, Protocol.OPENAI);
        Dialects.missing(protocol).ifPresent(module -> node.problem("the module " + module + " on the class path"));
        return protocol;
    }

    private static URI baseUrl(ConfigNode node, Protocol protocol, AwsReader aws) {
        URI url = (node.isMissing() ? aws.server() : Optional.<URI>empty())
                .or(() -> node.require(new BaseUrlType()))
                .orElse(STAND_IN);
        MisplacedUrl.expected(url, protocol).ifPresent(node::problem);
        return url;
    }

    private static String apiVersion(ConfigNode node, Protocol protocol) {
        if (!node.isMissing() && protocol != Protocol.AZURE) {
            node.problem("no api-version: only the protocol azure has one");
        }
        return node.read(ValueTypes.API_VERSION, Provider.AZURE_V1);
    }

    /** How a provider or a target continues, if it says so and its protocol has a way to ask for it. */
    static Optional<Continuation> continuation(ConfigNode owner, Protocol protocol) {
        ConfigNode node = owner.get("continuation");
        Optional<Continuation> stated = node.find(CONTINUATION);
        if (stated.filter(continuation -> !continuation.isOf(protocol)).isPresent()) {
            node.problem("none or prefill: the protocol " + protocol.label() + " has no flags");
        }
        return stated;
    }

    /** The key here; null when there is none, or an empty one. */
    static @Nullable ApiKey key(ConfigNode node) {
        String text = node.isMissing() ? "" : node.secret().read(ValueTypes.PROVIDER_KEY, STAND_IN_KEY);
        return text.isEmpty() ? null : new ApiKey(text);
    }
}
