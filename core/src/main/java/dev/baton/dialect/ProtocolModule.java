package dev.baton.dialect;

import dev.baton.route.Protocol;
import dev.baton.upstream.Signer;

/**
 * A protocol of providers that comes in a module of its own, so that whoever does not speak it does not carry what it needs. Found by
 * {@link java.util.ServiceLoader}. Safe for use by many threads.
 */
public interface ProtocolModule {

    Protocol protocol();

    /** How providers of it are spoken to. */
    ProviderDialect dialect();

    /** How they are shown who asks. */
    Signer signer();
}
