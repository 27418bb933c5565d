package dev.baton.bench.process;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The commands of a run, each once, without the folders of this machine. */
public final class Journal {

    private final Path work;
    private final Set<String> commands = new LinkedHashSet<>();

    /** @param work the temporary folder, which is shown as three dots */
    public Journal(Path work) {
        this.work = work;
    }

    public void note(List<String> command) {
        if (command.isEmpty()) {
            return;
        }
        String program = String.valueOf(Path.of(command.getFirst()).getFileName());
        commands.add(command.stream().skip(1).map(this::shown).collect(Collectors.joining(" ", program + " ", "")));
    }

    private String shown(String argument) {
        // A contender's folder has a new name at each start.
        String shown = argument.startsWith(work.toString())
                ? argument.substring(work.toString().length()).replaceFirst("-\\d+", "")
                : null;
        String word = shown == null ? argument : "…" + shown;
        return word.contains(" ") ? "'" + word + "'" : word;
    }

    public Set<String> commands() {
        return Collections.unmodifiableSet(commands);
    }
}
