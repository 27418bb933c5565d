package dev.baton.dialect;

import dev.baton.prompt.Content;
import dev.baton.prompt.Feature;
import dev.baton.route.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What of a request is lost on the way into another dialect, in the client's words. Used by one thread at a time. */
public final class Losses {

    private final Function<Feature, String> names;
    private final Target target;
    private final Set<String> dropped = new LinkedHashSet<>();

    /** @param names what the client calls what it asks for */
    public Losses(Function<Feature, String> names, Target target) {
        this.names = names;
        this.target = target;
    }

    /** Something that the answer can do without is left out. */
    public void drop(String field) {
        dropped.add(field);
    }

    /** As {@link #drop(String)}, where the request asks for it. */
    public void dropIf(boolean asked, Feature feature) {
        if (asked) {
            drop(names.apply(feature));
        }
    }

    /** Without this the answer would be another one, so the target is not asked. */
    public BadRequest refusal(Feature feature) {
        return refusal(names.apply(feature));
    }

    /** As {@link #refusal(Feature)}, for what only the client's dialect has. */
    public BadRequest refusal(String field) {
        return BadRequest.inexpressible(
                "unsupported_parameter",
                field,
                "'" + field + "' cannot be asked of " + target + ", which speaks another protocol ("
                        + target.provider().protocol().label() + ").");
    }

    /** As {@link #refusal(Feature)}, where the request asks for it. */
    public void refuseIf(boolean asked, Feature feature) {
        if (asked) {
            throw refusal(feature);
        }
    }

    /** Refuses what is to be looked at, read or listened to, where a protocol has room for words alone. */
    public void refuseMedia(List<Content> content) {
        refuseIf(content.stream().anyMatch(Content.Image.class::isInstance), Feature.IMAGE);
        refuseIf(content.stream().anyMatch(Content.File.class::isInstance), Feature.FILE);
        refuseIf(content.stream().anyMatch(Content.Audio.class::isInstance), Feature.AUDIO);
    }

    /** The fields that are left out, as the client calls them. */
    public List<String> dropped() {
        return List.copyOf(dropped);
    }
}
