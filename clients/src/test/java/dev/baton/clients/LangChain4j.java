package dev.baton.clients;

import static dev.langchain4j.model.chat.Capability.RESPONSE_FORMAT_JSON_SCHEMA;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** LangChain4j's models, by the API that they call. Each asks once, and asks for schemas where it can. */
enum LangChain4j {
    OPENAI {
        @Override
        ChatModel model(Access access) {
            return OpenAiChatModel.builder()
                    .baseUrl(access.url("v1"))
                    .apiKey(access.key())
                    .modelName(access.model())
                    .supportedCapabilities(RESPONSE_FORMAT_JSON_SCHEMA)
                    .strictJsonSchema(true)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(Access access) {
            return OpenAiStreamingChatModel.builder()
                    .baseUrl(access.url("v1"))
                    .apiKey(access.key())
                    .modelName(access.model())
                    .build();
        }
    },

    RESPONSES {
        @Override
        ChatModel model(Access access) {
            return OpenAiResponsesChatModel.builder()
                    .baseUrl(access.url("v1"))
                    .apiKey(access.key())
                    .modelName(access.model())
                    .strictJsonSchema(true)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(Access access) {
            return OpenAiResponsesStreamingChatModel.builder()
                    .baseUrl(access.url("v1"))
                    .apiKey(access.key())
                    .modelName(access.model())
                    .build();
        }
    },

    ANTHROPIC {
        @Override
        ChatModel model(Access access) {
            return AnthropicChatModel.builder()
                    .baseUrl(access.url("v1"))
                    .apiKey(access.key())
                    .modelName(access.model())
                    .supportedCapabilities(RESPONSE_FORMAT_JSON_SCHEMA)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(Access access) {
            return AnthropicStreamingChatModel.builder()
                    .baseUrl(access.url("v1"))
                    .apiKey(access.key())
                    .modelName(access.model())
                    .build();
        }
    },

    GEMINI {
        @Override
        ChatModel model(Access access) {
            return GoogleAiGeminiChatModel.builder()
                    .baseUrl(access.url("v1beta"))
                    .apiKey(access.key())
                    .modelName(access.model())
                    .supportedCapabilities(RESPONSE_FORMAT_JSON_SCHEMA)
                    .maxRetries(0)
                    .build();
        }

        @Override
        StreamingChatModel streamingModel(Access access) {
            return GoogleAiGeminiStreamingChatModel.builder()
                    .baseUrl(access.url("v1beta"))
                    .apiKey(access.key())
                    .modelName(access.model())
                    .build();
        }
    };

    abstract ChatModel model(Access access);

    abstract StreamingChatModel streamingModel(Access access);
}
