package dev.baton.resilience;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The error a provider sent, in a body or in a stream, as far as it could be read. Understands the shapes of OpenAI and
 * Anthropic ({@code {"error":{…}}}), Mistral (flat), Gemini ({@code code}, {@code status}), Ollama ({@code {"error":"text"}}) and the
 * arrays of Gemini's raw lines.
 *
 * @param message for people; empty when the provider sent none
 * @param type the class in the provider's words, empty when it sent none
 * @param code a word or a number in the provider's words, empty when it sent none
 * @param param the field of the request that is at fault, null when the provider named none
 * @param retryDelay how long it asks to wait, as it writes it ({@code 7s}), where it says so in the body; null when it does not
 */
public record ProviderError(
        String message,
        String type,
        String code,
        @Nullable String param,
        @Nullable String retryDelay) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_TEXT = 200;

    /** An error that says nothing of a wait. */
    public ProviderError(String message, String type, String code, @Nullable String param) {
        this(message, type, code, param, null);
    }

    /** Reads an error; what is not JSON gives an error whose message is empty. */
    public static ProviderError read(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            return of(root.isArray() && !root.isEmpty() ? root.get(0) : root);
        } catch (JacksonException notJson) {
            return new ProviderError("", "", "", null);
        }
    }

    /** As {@link #read(byte[])}; AWS says in a header what it is, in front of where that is explained. */
    static ProviderError read(byte[] body, Map<String, String> headers) {
        ProviderError error = read(body);
        String type = headers.getOrDefault("x-amzn-errortype", "").replaceFirst(":.*", "");
        return type.isEmpty()
                ? error
                : new ProviderError(error.message, type, error.code, error.param, error.retryDelay);
    }

    /** Whether this is a whole JSON text, so that nothing more belongs to the error. */
    public static boolean isReadable(byte[] body) {
        try {
            return JSON.readTree(body).isContainer();
        } catch (JacksonException cut) {
            return false;
        }
    }

    private static ProviderError of(JsonNode root) {
        JsonNode error = root.path("error");
        if (error.isString()) {
            return new ProviderError(error.asString(), "", "", null);
        }
        JsonNode fields = error.isObject() ? error : root;
        String param = text(fields, "param");
        return new ProviderError(
                text(fields, "message"),
                text(fields, fields.has("type") ? "type" : "status"),
                text(fields, "code"),
                param.isEmpty() ? null : param,
                retryDelay(fields.path("details")));
    }

    /** {@code google.rpc.RetryInfo}, which Gemini sends in place of a header. */
    private static @Nullable String retryDelay(JsonNode details) {
        for (JsonNode detail : details) {
            String delay = text(detail, "retryDelay");
            if (!delay.isEmpty()) {
                return delay;
            }
        }
        return null;
    }

    private static String text(JsonNode fields, String name) {
        JsonNode value = fields.path(name);
        return value.isValueNode() && !value.isNull() ? value.asString() : "";
    }

    /** The error's code as an HTTP status, as vLLM and OpenRouter send it in a stream; 0 when it is none. */
    public int statusInCode() {
        return code.matches("[45]\\d\\d") ? Integer.parseInt(code) : 0;
    }

    /** Whether message, type or code contain any of these, whatever their case. */
    boolean mentions(String... words) {
        String all = (message + ' ' + type + ' ' + code).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (all.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** In a few words, for the story and for operators. */
    public String summary() {
        String name = !code.isEmpty() ? code : type;
        String text = message.length() > LONGEST_TEXT ? message.substring(0, LONGEST_TEXT) + "…" : message;
        return name.isEmpty() ? text : text.isEmpty() ? name : name + ": " + text;
    }

    /** Whether a text that need not be JSON contains the other, whatever the case; for an operator's own rules. */
    static boolean contains(byte[] body, String part) {
        return new String(body, StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .contains(part.toLowerCase(Locale.ROOT));
    }
}
