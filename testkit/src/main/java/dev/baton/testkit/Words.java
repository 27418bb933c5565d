package dev.baton.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the constants of an enum as words of a command line: {@code MISSING_DONE} is {@code missing-done}. */
abstract class Words<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> type;

    Words(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' (expected: "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Words::word)
                                .collect(Collectors.joining(", ")) + ")"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static final class OfDeath extends Words<Death> {
        OfDeath() {
            super(Death.class);
        }
    }

    static final class OfStage extends Words<Point.Stage> {
        OfStage() {
            super(Point.Stage.class);
        }
    }

    static final class OfStyle extends Words<ContinuationStyle> {
        OfStyle() {
            super(ContinuationStyle.class);
        }
    }

    static final class OfAnchor extends Words<AnchorStyle> {
        OfAnchor() {
            super(AnchorStyle.class);
        }
    }

    static final class OfFlag extends Words<ContinuationFlag> {
        OfFlag() {
            super(ContinuationFlag.class);
        }
    }

    static final class OfQuirk extends Words<Quirk> {
        OfQuirk() {
            super(Quirk.class);
        }
    }

    static final class OfLineEnd extends Words<LineEnd> {
        OfLineEnd() {
            super(LineEnd.class);
        }
    }

    static final class OfFraming extends Words<Framing> {
        OfFraming() {
            super(Framing.class);
        }
    }

    static final class OfSaying extends Words<Saying> {
        OfSaying() {
            super(Saying.class);
        }
    }

    static final class OfStock extends Words<StockReply> {
        OfStock() {
            super(StockReply.class);
        }
    }
}
