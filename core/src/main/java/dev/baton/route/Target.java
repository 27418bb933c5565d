package dev.baton.route;

/**
 * A provider and the model asked for there.
 *
 * @param continuation how this model at this provider continues a trailing assistant message
 * @param evidence how that is known
 * @param service what it is asked for
 */
public record Target(Provider provider, String model, Continuation continuation, Evidence evidence, Service service) {

    /** Where the knowledge comes from how a target continues. */
    public enum Evidence {
        /** The configuration says so. */
        DECLARED,
        /** It is known of the vendor and the model. */
        BUILT_IN,
        /** Nothing is known, so it is not asked to. */
        UNKNOWN
    }

    /** A target that is asked for answers. */
    public Target(Provider provider, String model, Continuation continuation, Evidence evidence) {
        this(provider, model, continuation, evidence, Service.CHAT);
    }

    /** A target of which the continuation is declared. */
    public Target(Provider provider, String model, Continuation continuation) {
        this(provider, model, continuation, Evidence.DECLARED);
    }

    /** A model at a provider, which continues as the provider declares, else as is known of vendor and model. */
    public static Target of(Provider provider, String model) {
        Continuation declared = provider.continuation();
        return declared != null
                ? new Target(provider, model, declared)
                : BuiltInContinuations.of(provider, model)
                        .map(known -> new Target(provider, model, known, Evidence.BUILT_IN))
                        .orElseGet(() -> new Target(provider, model, Continuation.NONE, Evidence.UNKNOWN));
    }

    /** The same model, asked for something else than answers. Every model goes on from a text that is its prompt. */
    Target serving(Service other) {
        return switch (other) {
            case CHAT -> this;
            case COMPLETION -> new Target(provider, model, Continuation.PREFILL, Evidence.BUILT_IN, other);
            case EMBEDDING -> new Target(provider, model, Continuation.NONE, evidence, other);
        };
    }

    /** Whether the provider's protocol has what this is asked for. */
    boolean isFit() {
        return provider.protocol().has(service);
    }

    /** How this model is kept from thinking while it goes on with half an answer, as far as that is known. */
    public ThinkingSwitch thinkingSwitch() {
        return service == Service.CHAT ? BuiltInThinking.of(this) : ThinkingSwitch.NOT_NEEDED;
    }

    /** The name in logs, headers and errors: {@code server-b/gpt-x}. */
    public String name() {
        return provider.name() + "/" + model;
    }

    @Override
    public String toString() {
        return name();
    }
}
