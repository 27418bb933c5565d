package dev.baton.clients;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/** Spring AI's models, by the API that they call. Each asks once. */
enum SpringAi {
    OPENAI {
        @Override
        ChatModel model(Access access) {
            return OpenAiChatModel.builder()
                    .options(OpenAiChatOptions.builder()
                            .baseUrl(access.url("v1"))
                            .apiKey(access.key())
                            .model(access.model())
                            .streamUsage(true)
                            .maxRetries(0)
                            .build())
                    .build();
        }
    },

    ANTHROPIC {
        @Override
        ChatModel model(Access access) {
            return AnthropicChatModel.builder()
                    .options(AnthropicChatOptions.builder()
                            .baseUrl(access.url())
                            .apiKey(access.key())
                            .model(access.model())
                            .maxRetries(0)
                            .build())
                    .build();
        }
    },

    GEMINI {
        @Override
        ChatModel model(Access access) {
            return GoogleGenAiChatModel.builder()
                    .genAiClient(clientOf(access))
                    .options(GoogleGenAiChatOptions.builder()
                            .model(access.model())
                            .build())
                    .retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(0)))
                    .build();
        }
    };

    abstract ChatModel model(Access access);

    ChatClient client(Access access) {
        return ChatClient.create(model(access));
    }

    private static Client clientOf(Access access) {
        return Client.builder()
                .apiKey(access.key())
                .httpOptions(HttpOptions.builder()
                        .baseUrl(access.url())
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build())
                .build();
    }
}
