package dev.baton.testkit;

import org.jspecify.annotations.Nullable;

/** What is different where a provider is asked at one of Azure's addresses. */
final class Azure {

    private Azure() {}

    /** Without the version of the API Azure knows no deployment; null where there is nothing to refuse. */
    static @Nullable Reply refusal(HttpRequest request) {
        return request.path().contains("/openai/deployments/")
                        && request.parameter("api-version").isEmpty()
                ? Reply.azure(404, "404", "Resource not found")
                : null;
    }

    /** The script as it is performed at the address of a request: streams begin with a chunk about the prompt. */
    static Script played(Script script, HttpRequest request) {
        return request.path().contains("/openai/") ? script.quirks(Quirk.AZURE_FIRST_CHUNK) : script;
    }
}
