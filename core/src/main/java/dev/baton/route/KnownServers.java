package dev.baton.route;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The vendors we know, by where they are; Ollama by its port. */
final class KnownServers {

    static final Predicate<URI> ANTHROPIC = host("api.anthropic.com");
    static final Predicate<URI> AZURE = address -> hostOf(address).endsWith(".openai.azure.com");
    static final Predicate<URI> DASHSCOPE =
            host("dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com");
    static final Predicate<URI> DEEPSEEK = host("api.deepseek.com");
    static final Predicate<URI> DEEPSEEK_BETA = DEEPSEEK.and(path("/beta"));
    static final Predicate<URI> MISTRAL = host("api.mistral.ai", "codestral.mistral.ai");
    static final Predicate<URI> MOONSHOT = host("api.moonshot.ai", "api.moonshot.cn");
    static final Predicate<URI> OLLAMA = address -> address.getPort() == 11434;
    static final Predicate<URI> OPENAI = host("api.openai.com");
    static final Predicate<URI> OPENROUTER = host("openrouter.ai");

    private KnownServers() {}

    private static String hostOf(URI address) {
        String host = address.getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    private static Predicate<URI> host(String... names) {
        List<String> known = List.of(names);
        return address -> known.contains(hostOf(address));
    }

    private static Predicate<URI> path(String beginning) {
        return address -> (address.getPath() + "/").startsWith(beginning + "/");
    }
}
