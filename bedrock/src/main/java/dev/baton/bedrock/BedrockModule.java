package dev.baton.bedrock;

import dev.baton.dialect.ProtocolModule;
import dev.baton.dialect.ProviderDialect;
import dev.baton.route.Protocol;
import dev.baton.upstream.Signer;
import java.time.InstantSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What this module is made of, for {@link java.util.ServiceLoader}. */
public final class BedrockModule implements ProtocolModule {

    private final ProviderDialect dialect = new ConverseProvider();
    private final Signer signer;

    /** Looks for keys on Reactor's threads for what blocks, and signs by the clock of the system. */
    public BedrockModule() {
        InstantSource clock = InstantSource.system();
        Scheduler blocking = Schedulers.boundedElastic();
        FoundCredentials found = new FoundCredentials(new AwsPlaces(), blocking, clock);
        this.signer = new AwsSigner(found.current(), blocking, clock);
    }

    @Override
    public Protocol protocol() {
        return Protocol.BEDROCK;
    }

    @Override
    public ProviderDialect dialect() {
        return dialect;
    }

    @Override
    public Signer signer() {
        return signer;
    }
}
