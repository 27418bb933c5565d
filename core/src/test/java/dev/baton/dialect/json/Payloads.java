package dev.baton.dialect.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What fuzz tests know of a JSON text by another way of reading it: characters first, then a tree. */
public final class Payloads {

    private static final JsonMapper TREES = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Payloads() {}

    /** The text; empty when the bytes are not UTF-8. */
    public static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** The tree of a JSON text; empty when it is none, or repeats a key, so that there are two ways to read it. */
    public static Optional<JsonNode> tree(byte[] bytes) {
        try {
            return text(bytes).map(Payloads::withoutMark).map(TREES::readTree);
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The bytes in pieces of this length, the last one shorter. */
    public static List<byte[]> pieces(byte[] bytes, int length) {
        return IntStream.iterate(0, from -> from < bytes.length, from -> from + length)
                .mapToObj(from -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length)))
                .toList();
    }
}
