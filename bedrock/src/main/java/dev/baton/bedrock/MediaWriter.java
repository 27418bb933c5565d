package dev.baton.bedrock;

import dev.baton.dialect.Losses;
import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import dev.baton.prompt.Source;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes images and documents. They come with the request, or lie in AWS's own store: nothing else is fetched. */
final class MediaWriter {

    private static final Map<String, String> IMAGES = Map.of(
            "image/png", "png",
            "image/jpeg", "jpeg",
            "image/jpg", "jpeg",
            "image/gif", "gif",
            "image/webp", "webp");

    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf", "pdf",
            "text/csv", "csv",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
            "text/html", "html",
            "text/plain", "txt",
            "text/markdown", "md");

    private static final String STORE = "s3://";
    private static final int LONGEST_NAME = 200;

    private final Losses losses;
    private final Set<String> names = new HashSet<>();

    MediaWriter(Losses losses) {
        this.losses = losses;
    }

    void image(ObjectNode node, Content.Image image) {
        losses.dropIf(image.detail() != null, Feature.IMAGE_DETAIL);
        write(node, image.source(), IMAGES, Feature.IMAGE);
    }

    void document(ObjectNode node, Content.File file) {
        node.put("name", name(file.name()));
        write(node, file.source(), DOCUMENTS, Feature.FILE);
    }

    private void write(ObjectNode node, Source source, Map<String, String> formats, Feature feature) {
        switch (source) {
            case Source.Inline inline ->
                node.put("format", format(formats.get(inline.mediaType()), feature))
                        .putObject("source")
                        .put("bytes", inline.data());
            case Source.Link link -> {
                String ending = link.url().substring(link.url().lastIndexOf('.') + 1);
                boolean isStored = link.url().startsWith(STORE) && formats.containsValue(ending);
                node.put("format", format(isStored ? ending : null, feature))
                        .putObject("source")
                        .putObject("s3Location")
                        .put("uri", link.url());
            }
            case Source.Stored ignored -> throw losses.refusal(feature);
        }
    }

    private String format(@Nullable String known, Feature feature) {
        if (known == null) {
            throw losses.refusal(feature);
        }
        return known;
    }

    /** A name of letters, digits, single blanks, hyphens and brackets, another one for each document of a request. */
    private String name(@Nullable String wanted) {
        String plain = (wanted == null ? "" : wanted)
                .replaceAll("[^a-zA-Z0-9\\s()\\[\\]-]", "-")
                .replaceAll("\\s+", " ")
                .strip();
        String name = plain.isEmpty() ? "document" : plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        String unique = name;
        for (int other = 2; !names.add(unique); other++) {
            unique = name.substring(0, Math.min(name.length(), LONGEST_NAME - 8)) + " (" + other + ")";
        }
        return unique;
    }
}
