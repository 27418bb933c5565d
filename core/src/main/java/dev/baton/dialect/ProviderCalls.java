package dev.baton.dialect;

import dev.baton.prompt.Prompt;
import dev.baton.resilience.RequestTraits;
import dev.baton.resilience.Step;
import dev.baton.route.Target;
import dev.baton.upstream.UpstreamRequest;
import dev.baton.upstream.UpstreamResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client's request, as it is put to providers: to those that speak the client's dialect in the client's own bytes, to
 * others translated. Used by one thread at a time.
 */
public final class ProviderCalls {

    private final ClientRequest asked;
    private final Function<Target, ProviderDialect> dialects;
    private @Nullable Prompt prompt;

    /** @param dialects how each target is spoken to */
    public ProviderCalls(ClientRequest asked, Function<Target, ProviderDialect> dialects) {
        this.asked = asked;
        this.dialects = dialects;
    }

    /** What matters when the answer breaks. */
    public RequestTraits traits() {
        return asked.traits();
    }

    /** Whether the client wants the answer token by token. */
    public boolean isStreaming() {
        return asked.isStreaming();
    }

    /** A guess at the tokens of the prompt, for when no provider counts them. */
    public long estimatedPromptTokens() {
        return asked.estimatedPromptTokens();
    }

    /**
     * The call of a step.
     *
     * @param delivered the text that the client has, which a prefill hands to the target
     * @param connectLimit until a connection stands
     * @throws BadRequest when what the client asks for cannot be read, or is {@linkplain BadRequest#isInexpressible inexpressible} in the
     *     target's dialect
     */
    public ProviderCall call(Step step, String delivered, Duration connectLimit) {
        ProviderDialect.Envelope envelope = dialect(step).envelope(step.target(), asked.isStreaming());
        return isOwn(step)
                ? own(envelope, step, delivered, connectLimit)
                : translated(envelope, step, delivered, connectLimit);
    }

    private ProviderCall own(ProviderDialect.Envelope envelope, Step step, String delivered, Duration connectLimit) {
        UpstreamRequest request = new UpstreamRequest(
                step.target().provider(),
                envelope.path() + asked.query(),
                withClients(envelope.headers()),
                asked.bodyFor(step, delivered),
                connectLimit);
        return new ProviderCall(request, List.of());
    }

    private Map<String, String> withClients(Map<String, String> headers) {
        if (asked.headers().isEmpty()) {
            return headers;
        }
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(asked.headers());
        return all;
    }

    private ProviderCall translated(
            ProviderDialect.Envelope envelope, Step step, String delivered, Duration connectLimit) {
        Target target = step.target();
        Losses losses = new Losses(asked::nameOf, target);
        Prompt neutral = prompt();
        if (!neutral.particulars().binding().isEmpty()) {
            throw losses.refusal(neutral.particulars().binding().getFirst());
        }
        neutral.particulars().hints().forEach(losses::drop);
        byte[] body = dialect(step).body(neutral, step, delivered, losses);
        return new ProviderCall(
                new UpstreamRequest(target.provider(), envelope.path(), envelope.headers(), body, connectLimit),
                losses.dropped());
    }

    private Prompt prompt() {
        Prompt read = prompt;
        if (read == null) {
            read = asked.prompt();
            prompt = read;
        }
        return read;
    }

    /**
     * The reader for a response with status 200.
     *
     * @throws BadAnswer when the headers show that the body is no answer
     */
    public AnswerReader reader(Step step, UpstreamResponse response) {
        AnswerReader reader = readerOf(step, response);
        return isOwn(step) || asked.showsThoughts() ? reader : new HiddenThoughts(reader);
    }

    private AnswerReader readerOf(Step step, UpstreamResponse response) {
        String encoding = response.headers().getOrDefault("content-encoding", "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw BadAnswer.untrue("a compressed body that nobody asked for");
        }
        Expected expected = new Expected(asked.choices(), asked.isStreaming(), isOwn(step));
        String type = mediaType(response.headers().getOrDefault("content-type", ""));
        return switch (type) {
            case "text/html" -> throw BadAnswer.untrue("an HTML page in place of an answer");
            case "application/json" -> dialect(step).bodyReader(expected);
            default ->
                asked.isStreaming() ? dialect(step).streamReader(expected) : unstreamed(type, dialect(step), expected);
        };
    }

    private static AnswerReader unstreamed(String type, ProviderDialect dialect, Expected expected) {
        if (type.equals("text/event-stream")) {
            throw BadAnswer.untrue("a stream where none was asked for");
        }
        return dialect.bodyReader(expected);
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private boolean isOwn(Step step) {
        return step.target().provider().protocol().dialect() == asked.protocol();
    }

    private ProviderDialect dialect(Step step) {
        return dialects.apply(step.target());
    }
}
