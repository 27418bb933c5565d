package dev.baton.dialect.openai;

import dev.baton.dialect.AnswerReader;
import dev.baton.dialect.BadAnswer;
import dev.baton.dialect.ProviderDialect;
import dev.baton.resilience.Step;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** One chat request, as it is put to providers that speak the OpenAI protocol. */
public final class ChatProvider implements ProviderDialect {

    private static final String PATH = "/chat/completions";
    private static final Map<String, String> STREAM =
            Map.of("content-type", "application/json", "accept", "text/event-stream");
    private static final Map<String, String> WHOLE =
            Map.of("content-type", "application/json", "accept", "application/json");

    private final ChatRequest request;

    public ChatProvider(ChatRequest request) {
        this.request = request;
    }

    @Override
    public UpstreamRequest call(Step step, String delivered, Duration connectLimit) {
        return new UpstreamRequest(
                step.target().provider(),
                PATH,
                request.isStreaming() ? STREAM : WHOLE,
                request.bodyFor(step, delivered),
                connectLimit);
    }

    @Override
    public AnswerReader reader(UpstreamResponse response) {
        String encoding = response.headers().getOrDefault("content-encoding", "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw BadAnswer.untrue("a compressed body that nobody asked for");
        }
        String type = mediaType(response.headers().getOrDefault("content-type", ""));
        return switch (type) {
            case "text/html" -> throw BadAnswer.untrue("an HTML page in place of an answer");
            case "application/json" -> new BodyReader(request.choices(), request.isStreaming());
            default -> request.isStreaming() ? new StreamReader(request.choices()) : unstreamed(type);
        };
    }

    @Override
    public long estimatedPromptTokens() {
        return request.estimatedPromptTokens();
    }

    private AnswerReader unstreamed(String type) {
        if (type.equals("text/event-stream")) {
            throw BadAnswer.untrue("a stream where none was asked for");
        }
        return new BodyReader(request.choices(), false);
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
