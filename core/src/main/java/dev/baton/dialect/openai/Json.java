package dev.baton.dialect.openai;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jackson as this protocol is read and written. Its working memory is kept for each thread: event loops are few, and the pool that
 * is shared by all threads costs more than a small event does.
 */
final class Json {

    /** For what providers send. */
    static final JsonFactory LENIENT = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    /** For what clients send: two readers of a body with a repeated key could each see another value. */
    static final JsonFactory STRICT = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static final JsonMapper TREES = JsonMapper.builder(LENIENT).build();

    private Json() {}
}
