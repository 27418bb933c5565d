package dev.baton.route;

/**
 * A provider and the model asked for there.
 *
 * @param continuation how this model at this provider continues a trailing assistant message
 */
public record Target(Provider provider, String model, Continuation continuation) {

    /** The name in logs, headers and errors: {@code server-b/gpt-x}. */
    public String name() {
        return provider.name() + "/" + model;
    }

    @Override
    public String toString() {
        return name();
    }
}
