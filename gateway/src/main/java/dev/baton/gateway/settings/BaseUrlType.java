package dev.baton.gateway.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The base URL of a provider; slashes at its end are dropped, because paths are appended to it. */
record BaseUrlType() implements ValueType<URI> {
    private static final int MAX_PORT = 65_535;

    /** What the protocols have behind it. */
    private static final List<String> APPENDED =
            List.of("/chat/completions", "/messages", "/completions", "/embeddings", "/responses", "/models");

    @Override
    public String expected() {
        return "an http or https URL, such as https://api.example.com/v1";
    }

    @Override
    public URI parse(String text) throws Mismatch {
        URI url = url(text.replaceFirst("/+$", ""));
        require(isHttp(url.getScheme()), expected());
        require(url.getRawUserInfo() == null, "a URL without user and password; keys belong in api-key");
        require(url.getHost() != null, "a URL with a host of letters, digits, '.' and '-', such as " + example());
        require(url.getPort() <= MAX_PORT, "a URL with a port of at most " + MAX_PORT);
        require(
                url.getRawQuery() == null && url.getRawFragment() == null,
                "a URL without ? and #, such as " + example());
        for (String appended : APPENDED) {
            require(!url.getRawPath().endsWith(appended), "the part before " + appended + ", which is appended");
        }
        return url;
    }

    /** Without what may be a password or a key: everything before an @, in a query or in a fragment. */
    @Override
    public String shown(String text) {
        return text.replaceFirst("^(\\w+://)?.*@", "$1<redacted>@").replaceFirst("(?s)([?#]).*", "$1<redacted>");
    }

    private static String example() {
        return "https://api.example.com/v1";
    }

    private URI url(String text) throws Mismatch {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw new Mismatch(expected());
        }
    }

    private static boolean isHttp(@Nullable String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private static void require(boolean met, String expected) throws Mismatch {
        if (!met) {
            throw new Mismatch(expected);
        }
    }
}
