package dev.baton.bench.contender;

/**
 * What a scenario wants of a gateway beyond the usual.
 *
 * @param settings a line of its configuration, empty for none
 * @param jvmOptions of its process, empty for none
 */
public record Special(String settings, String jvmOptions) {

    public static final Special NONE = new Special("", "");

    public static Special settings(String line) {
        return new Special(line, "");
    }

    public static Special jvmOptions(String options) {
        return new Special("", options);
    }
}
