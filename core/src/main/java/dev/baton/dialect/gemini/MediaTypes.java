package dev.baton.dialect.gemini;

import java.util.Locale;
import java.util.Map;

/** Types of media, which this protocol wants to be told and others leave out: guessed from the ending of an address. */
final class MediaTypes {

    private static final Map<String, String> BY_ENDING = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "heic", "image/heic",
            "heif", "image/heif",
            "gif", "image/gif",
            "pdf", "application/pdf",
            "txt", "text/plain");

    private MediaTypes() {}

    /** The type of what is at an address, as its ending tells. */
    static String at(String url, String fallback) {
        String path = url.replaceFirst("[?#].*", "");
        return BY_ENDING.getOrDefault(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), fallback);
    }

    /** How the other protocols call what is spoken in a type: {@code wav} or {@code mp3}. */
    static String soundOf(String type) {
        String format = type.substring("audio/".length()).replaceFirst("^x-", "");
        return format.equals("mpeg") ? "mp3" : format;
    }
}
