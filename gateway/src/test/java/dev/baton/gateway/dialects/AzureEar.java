package dev.baton.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** OpenAI Chat Completions as Azure serves them by deployment: of a model that thinks, and so refuses {@code max_tokens}. */
final class AzureEar implements Ear {

    private final Ear chat = new ChatEar();

    @Override
    public String protocol() {
        return "azure";
    }

    @Override
    public String model() {
        return "gpt-5";
    }

    @Override
    public String settings() {
        return Ear.super.settings() + ", api-version: 2024-10-21";
    }

    @Override
    public String path(String model, boolean streaming) {
        return "/openai/deployments/" + model + "/chat/completions";
    }

    @Override
    public String keyHeader() {
        return "api-key";
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Told told(JsonNode request) {
        assertThat(request.has("max_tokens")).as("max_tokens").isFalse();
        return chat.told(request);
    }
}
