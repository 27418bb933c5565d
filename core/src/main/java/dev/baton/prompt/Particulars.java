package dev.baton.prompt;

import java.util.List;

/**
 * What a request says that only its own dialect can: the fields as the client calls them.
 *
 * @param binding change what the answer is: a target of another dialect that ignored them would answer something else
 * @param hints may be left out: they change cost, speed or book-keeping, or nobody here knows them
 */
public record Particulars(List<String> binding, List<String> hints) {

    public static final Particulars NONE = new Particulars(List.of(), List.of());

    public Particulars {
        binding = List.copyOf(binding);
        hints = List.copyOf(hints);
    }
}
