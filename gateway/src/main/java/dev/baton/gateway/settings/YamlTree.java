package dev.baton.gateway.settings;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.composer.ComposerException;
import org.yaml.snakeyaml.constructor.ConstructorException;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML to a tree of mappings, lists and texts. Whether a text is a number, a flag or a duration is for the reader to
 * say: YAML's own opinion turns {@code no} into false, 1:30 into 90 and the model name 3.10 into 3.1.
 */
final class YamlTree {
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_ALIASES = 1_000;
    private static final int MOST_VALUES = 100_000;
    private static final String EXPECTED = "well-formed YAML";
    private static final String ODD_TAG =
            "a tag (!) or a merge (<<) that is not supported; a text that begins with ! wants quotes";

    private YamlTree() {}

    /** The tree of a document, null when it is empty. */
    static @Nullable Object of(String yaml) {
        try {
            Object tree = yaml().load(PlaceholderBraces.hidden(yaml));
            refuseBombs(tree);
            return tree;
        } catch (MarkedYAMLException malformed) {
            throw new ConfigurationProblems(problem(malformed));
        } catch (IllegalArgumentException oddTag) {
            throw new ConfigurationProblems(new Problem("YAML", ODD_TAG, EXPECTED));
        } catch (YAMLException malformed) {
            throw new ConfigurationProblems(new Problem("YAML", malformed.getMessage(), EXPECTED));
        }
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setAllowRecursiveKeys(false);
        limits.setCodePointLimit(MOST_CHARACTERS);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new PlainConstructor(limits), new Representer(unused), unused, limits, new PlainResolver());
    }

    /** A few aliases of aliases can stand for billions of values, or for themselves. */
    private static void refuseBombs(@Nullable Object tree) {
        Deque<Collection<?>> left = new ArrayDeque<>();
        left.push(childrenOf(tree));
        for (int values = 0; !left.isEmpty(); ) {
            Collection<?> children = left.pop();
            values += children.size();
            if (values > MOST_VALUES) {
                throw new YAMLException("aliases that make more than " + MOST_VALUES + " values of it");
            }
            children.stream()
                    .map(YamlTree::childrenOf)
                    .filter(some -> !some.isEmpty())
                    .forEach(left::push);
        }
    }

    private static Collection<?> childrenOf(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> mapping -> mapping.values();
            case List<?> list -> list;
            case null, default -> List.of();
        };
    }

    private static Problem problem(MarkedYAMLException malformed) {
        String where = malformed.getProblemMark() == null
                ? "YAML"
                : "line %d, column %d"
                        .formatted(
                                malformed.getProblemMark().getLine() + 1,
                                malformed.getProblemMark().getColumn() + 1);
        return new Problem(where, found(malformed), EXPECTED);
    }

    /** In our own words where the library would quote the text, which may be a secret; always without its excerpt. */
    private static String found(MarkedYAMLException malformed) {
        String problem = String.valueOf(malformed.getProblem());
        if (malformed instanceof DuplicateKeyException) {
            return "a key that is already there";
        }
        if (problem.startsWith("found undefined alias")) {
            return "an alias (*) without its anchor (&); a text that begins with * wants quotes";
        }
        if (problem.startsWith("but found another document")) {
            return "a second document";
        }
        return malformed instanceof ComposerException
                        || malformed instanceof ConstructorException
                        || problem.contains("tag handle")
                ? ODD_TAG
                : problem;
    }

    /** Knows mappings, lists and texts, and no tags for anything else. */
    private static final class PlainConstructor extends SafeConstructor {
        private static final Set<Tag> KNOWN = Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.NULL);

        PlainConstructor(LoaderOptions limits) {
            super(limits);
            // Under null stands what refuses all other tags.
            yamlConstructors.keySet().removeIf(tag -> tag != null && !KNOWN.contains(tag));
        }

        @Override
        protected String constructScalar(ScalarNode node) {
            return PlaceholderBraces.restored(super.constructScalar(node));
        }
    }

    /** Tells nothing from its looks but the empty value and the merge key. */
    private static final class PlainResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
