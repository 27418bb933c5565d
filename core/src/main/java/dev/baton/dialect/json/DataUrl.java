package dev.baton.dialect.json;

import dev.baton.prompt.Source;

/** Where an image or a file is, as the protocols of OpenAI write it: a link, or {@code data:image/png;base64,…}. */
public final class DataUrl {

    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64";

    private DataUrl() {}

    /**
     * What a URL of a request says.
     *
     * @throws dev.baton.dialect.BadRequest when it is no text, or data in another form
     */
    public static Source read(JsonField url) {
        String text = url.text();
        if (!text.startsWith(SCHEME)) {
            return new Source.Link(text);
        }
        int comma = text.indexOf(',');
        String head = comma < 0 ? "" : text.substring(SCHEME.length(), comma);
        if (!head.endsWith(ENCODING)) {
            throw url.unknown("a URL, or data:TYPE;base64,DATA");
        }
        return new Source.Inline(head.substring(0, head.indexOf(';')), text.substring(comma + 1));
    }

    public static String of(Source.Inline inline) {
        return SCHEME + inline.mediaType() + ENCODING + "," + inline.data();
    }
}
