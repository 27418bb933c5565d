package dev.baton.dialect.openai;

import dev.baton.route.Provider;
import dev.baton.route.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where Azure serves OpenAI's APIs: all in one place, or by deployment, as it was before version v1. */
final class AzurePath {

    private AzurePath() {}

    /** @param path of the API, as OpenAI has it */
    static String of(Target target, String path) {
        String version = target.provider().apiVersion();
        return version.equals(Provider.AZURE_V1)
                ? "/openai/v1" + path
                : "/openai/deployments/" + segment(target.model()) + path + "?api-version=" + version;
    }

    private static String segment(String deployment) {
        return URLEncoder.encode(deployment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
