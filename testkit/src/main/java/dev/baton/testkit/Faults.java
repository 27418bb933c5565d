package dev.baton.testkit;

import dev.baton.testkit.Point.AfterTokens;
import dev.baton.testkit.Point.BodyByte;
import dev.baton.testkit.Point.Stage;
import dev.baton.testkit.Point.WireByte;
import dev.baton.testkit.Step.Part;
import dev.baton.testkit.Step.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts faults into the steps of a response. A fault whose point the steps do not reach leaves them as they are. */
final class Faults {

    /** The two sides of a point. */
    private record Cut(List<Step> before, List<Step> after) {}

    private Faults() {}

    /**
     * What a break keeps from being performed stays in the list behind it: a Content-Length still counts it, so that the
     * length promised is that of the whole body.
     */
    static List<Step> strike(List<Step> steps, Fault fault, Body body) {
        Cut cut = cut(steps, fault.at());
        if (cut == null) {
            return steps;
        }
        List<Step> struck = new ArrayList<>(cut.before);
        switch (fault) {
            case Fault.Die die -> struck.add(new Step.Die(die.how()));
            case Fault.Stall stall ->
                struck.add(
                        stall.commentsEvery() == null
                                ? new Step.Stall()
                                : new Step.Babble(stall.commentsEvery(), body.comment()));
            case Fault.Crawl crawl -> {}
            case Fault.Say say -> struck.addAll(body.said(say.outburst()));
        }
        struck.addAll(rest(cut.after, fault));
        return struck;
    }

    private static List<Step> rest(List<Step> after, Fault fault) {
        if (fault instanceof Fault.Crawl crawl) {
            return Writes.limited(after, 1, crawl.betweenBytes());
        }
        return endsBody(fault) ? List.of() : after;
    }

    private static boolean endsBody(Fault fault) {
        return fault instanceof Fault.Say say && !(say.outburst() instanceof Outburst.Raw raw && raw.goesOn());
    }

    private static @Nullable Cut cut(List<Step> steps, Point point) {
        return switch (point) {
            case AfterTokens(int tokens) -> tokens == 0 ? afterBeginning(steps) : afterTokens(steps, tokens);
            case BodyByte(long offset) -> atByte(steps, write -> write.part().isBody(), offset);
            case WireByte(long offset) -> atByte(steps, write -> true, offset);
            case Stage stage ->
                switch (stage) {
                    case BEFORE_HEADERS -> at(steps, 0);
                    case AFTER_HEADERS -> after(steps, Part.HEAD);
                    case AFTER_ROLE -> afterBeginning(steps);
                    case AFTER_FINISH -> after(steps, Part.FINISH);
                    case AFTER_DONE -> after(steps, Part.DONE);
                };
        };
    }

    private static Cut at(List<Step> steps, int index) {
        return new Cut(steps.subList(0, index), steps.subList(index, steps.size()));
    }

    /** After the last write of this part, or at the end when there is none. */
    private static Cut after(List<Step> steps, Part part) {
        int index = lastIndexOf(steps, part);
        return at(steps, index < 0 ? steps.size() : index + 1);
    }

    private static Cut afterBeginning(List<Step> steps) {
        return at(steps, lastIndexOf(steps, Part.ROLE) + 1);
    }

    private static int lastIndexOf(List<Step> steps, Part part) {
        for (int index = steps.size() - 1; index >= 0; index--) {
            if (steps.get(index) instanceof Write write && write.part() == part) {
                return index;
            }
        }
        return -1;
    }

    private static @Nullable Cut afterTokens(List<Step> steps, int tokens) {
        int missing = tokens;
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index) instanceof Write write && write.tokens() > 0) {
                if (write.part() == Part.WHOLE && missing <= write.tokens()) {
                    // One part more than tokens: a body cut after its last token is still cut.
                    return split(steps, index, (int) ((long) write.bytes().length * missing / (write.tokens() + 1)));
                }
                missing -= write.tokens();
                if (missing == 0) {
                    return at(steps, index + 1);
                }
            }
        }
        return null;
    }

    private static @Nullable Cut atByte(List<Step> steps, Predicate<Write> counted, long offset) {
        if (offset == 0) {
            return at(steps, 0);
        }
        long missing = offset;
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index) instanceof Write write && counted.test(write)) {
                if (missing <= write.bytes().length) {
                    return split(steps, index, (int) missing);
                }
                missing -= write.bytes().length;
            }
        }
        return null;
    }

    private static Cut split(List<Step> steps, int index, int offset) {
        Write write = (Write) steps.get(index);
        List<Step> before = new ArrayList<>(steps.subList(0, index));
        before.add(write.piece(0, offset));
        List<Step> after = new ArrayList<>(steps.subList(index + 1, steps.size()));
        if (offset < write.bytes().length) {
            after.addFirst(write.piece(offset, write.bytes().length));
        }
        return new Cut(before, after);
    }
}
