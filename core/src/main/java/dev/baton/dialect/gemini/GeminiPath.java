package dev.baton.dialect.gemini;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a request says: which model is asked, and how. Google serves the same at {@code v1}, {@code v1beta} and {@code
 * v1alpha}, and for Vertex AI below a project and a publisher; its SDKs differ in where they ask.
 *
 * @param streaming whether the answer is wanted token by token
 */
public record GeminiPath(String model, boolean streaming) {

    private static final Pattern FORM = Pattern.compile("/v1(?:beta1?|alpha)?"
            + "/(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/google/)?"
            + "models/(?<model>.+)(?::|%3A)(?<method>g|streamG)enerateContent");

    /** A quick look, since every request is asked. */
    private static final String ENDING = "enerateContent";

    /** What a path says, in the form in which it came; empty when no answer is asked for there. */
    public static Optional<GeminiPath> of(String rawPath) {
        return rawPath.endsWith(ENDING) ? read(FORM.matcher(rawPath)) : Optional.empty();
    }

    private static Optional<GeminiPath> read(Matcher form) {
        return form.matches()
                ? Optional.of(new GeminiPath(
                        decoded(form.group("model")), form.group("method").equals("streamG")))
                : Optional.empty();
    }

    /** A plus sign is one: paths are no forms. */
    private static String decoded(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
