package dev.baton.format;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client's JSON schema, draft 2020-12 unless it names another one. It comes from outside, so it is compiled by a registry of
 * its own that loads nothing else, and may neither follow references without end nor search patterns for ever.
 */
final class NetworkntCheck implements SchemaCheck {

    private static final long MOST_STEPS = 200_000;
    private static final int MOST_DEPTH = 200;
    private static final String UNUSABLE = "the whole answer could not be compared with the schema";

    private final byte[] schema;

    NetworkntCheck(byte[] schema) {
        this.schema = schema;
    }

    @Override
    public Optional<String> faultOf(JsonNode value) {
        try {
            List<Error> errors = compiled().validate(value, context -> context.executionConfig(NetworkntCheck::limit));
            return errors.stream().findFirst().map(NetworkntCheck::words);
        } catch (SchemaException
                | JacksonException
                | ValidationLimitExceededException
                | PatternTooCostly
                | StackOverflowError unusable) {
            return Optional.of(UNUSABLE);
        }
    }

    private Schema compiled() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(pattern -> new BoundedPattern(pattern)::isIn)
                .build();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemaRegistryConfig(config)
                                .schemaLoader(loader -> loader.allow(address -> false)))
                .getSchema(JsonMapper.shared().readTree(schema));
    }

    private static void limit(ExecutionConfig.Builder config) {
        config.failFast(true).maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(MOST_DEPTH);
    }

    /** The keyword alone: the library's own messages quote the value. */
    private static String words(Error error) {
        return "the whole answer does not keep to '" + error.getKeyword() + "' of the schema";
    }
}
