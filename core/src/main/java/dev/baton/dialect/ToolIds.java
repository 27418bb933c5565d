package dev.baton.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Ids of tool calls, as servers want to see them in the history. An id that fits stays what it is; another one becomes the same
 * new id wherever it stands, in this request and in the next, so that calls and results keep belonging together.
 */
public enum ToolIds {
    /** At most 40 characters. */
    OPENAI("[!-~]{1,40}", "call_", 24),
    ANTHROPIC("[a-zA-Z0-9_-]{1,64}", "toolu_", 24),
    MISTRAL("[a-zA-Z0-9]{9}", "", 9);

    private final Pattern form;
    private final String prefix;
    private final int length;

    ToolIds(String form, String prefix, int length) {
        this.form = Pattern.compile(form);
        this.prefix = prefix;
        this.length = length;
    }

    /** The id in a form that these servers take. */
    public String fit(String id) {
        return form.matcher(id).matches() ? id : prefix + digest(id);
    }

    private String digest(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            String letters = Base64.getEncoder().encodeToString(hash).replaceAll("[^A-Za-z0-9]", "");
            return letters.substring(0, length);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
