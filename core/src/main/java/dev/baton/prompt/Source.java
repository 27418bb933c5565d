package dev.baton.prompt;

/** Where an image or a file is. */
public sealed interface Source {

    /**
     * In the request itself.
     *
     * @param data Base64
     */
    record Inline(String mediaType, String data) implements Source {}

    /** Somewhere that the provider can fetch it from. */
    record Link(String url) implements Source {}

    /** With the vendor, and known to that vendor alone. */
    record Stored(String fileId) implements Source {}
}
