package dev.baton.prompt;

import java.util.ArrayList;
import java.util.List;

/** What one side says. Turns of the same role may follow each other; results of tools stand in turns of the user. */
public record Turn(Role role, List<Content> content) {

    /** Who speaks. */
    public enum Role {
        /** The application, with standing orders. */
        SYSTEM,
        USER,
        ASSISTANT
    }

    public Turn {
        content = List.copyOf(content);
    }

    /** A turn of plain text. */
    public static Turn of(Role role, String text) {
        return new Turn(role, List.of(new Content.Text(text)));
    }

    /** The same conversation in which no two turns of one role follow each other, for protocols that want it so. */
    public static List<Turn> merged(List<Turn> turns) {
        List<Turn> merged = new ArrayList<>();
        for (Turn turn : turns) {
            if (!merged.isEmpty() && merged.getLast().role == turn.role) {
                merged.set(merged.size() - 1, merged.getLast().with(turn.content));
            } else {
                merged.add(turn);
            }
        }
        return merged;
    }

    private Turn with(List<Content> more) {
        List<Content> all = new ArrayList<>(content);
        all.addAll(more);
        return new Turn(role, all);
    }
}
