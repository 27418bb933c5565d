package dev.baton.dialect.gemini;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a conversation that wait for their results. This protocol needs no ids: where there are none, results belong to calls of
 * the same name, in their order. Everybody else wants ids.
 */
final class OpenCalls {

    private record Call(String id, String name) {}

    private final List<Call> waiting = new ArrayList<>();
    private int unnamed;

    /** A call is made; returns its id, which is a new one where it has none. */
    String made(@Nullable String id, String name) {
        Call call = new Call(named(id), name);
        waiting.add(call);
        return call.id;
    }

    private String named(@Nullable String id) {
        return id == null || id.isBlank() ? "call_" + ++unnamed : id;
    }

    /** A result comes; returns the id of the call that it belongs to. */
    String answered(@Nullable String id, String name) {
        String known = id == null ? null : take(call -> call.id.equals(id));
        String sameName = known == null ? take(call -> call.name.equals(name)) : known;
        return sameName == null ? named(id) : sameName;
    }

    private @Nullable String take(Predicate<Call> wanted) {
        for (Iterator<Call> calls = waiting.iterator(); calls.hasNext(); ) {
            Call call = calls.next();
            if (wanted.test(call)) {
                calls.remove();
                return call.id;
            }
        }
        return null;
    }
}
