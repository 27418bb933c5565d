package dev.baton.gateway.health;

import dev.baton.gateway.settings.HealthCheck;
import dev.baton.route.ConnectionReuse;
import dev.baton.route.Provider;
import dev.baton.upstream.CallFailed;
import dev.baton.upstream.Upstream;
import dev.baton.upstream.UpstreamRequest;
import java.net.URI;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One check of one provider: a GET on a connection of its own, since new requests may need one, too. No more of the answer is
 * read than its first piece.
 */
final class Examination {

    private final HealthCheck check;
    private final Upstream upstream;
    private final Scheduler scheduler;
    private final UpstreamRequest request;

    Examination(HealthCheck check, Upstream upstream, Scheduler scheduler) {
        this.check = check;
        this.upstream = upstream;
        this.scheduler = scheduler;
        this.request = UpstreamRequest.get(atRoot(check.provider()), check.path(), check.timeout());
    }

    /** The server of a provider, apart from where its base URL leads to. */
    private static Provider atRoot(Provider provider) {
        URI base = provider.baseUrl();
        return new Provider(
                provider.name(),
                provider.protocol(),
                URI.create(base.getScheme() + "://" + base.getRawAuthority()),
                provider.apiKey(),
                provider.continuation(),
                ConnectionReuse.NONE);
    }

    /** Makes the check when subscribed to. Never fails: whatever happens is a finding. */
    Mono<Finding> make() {
        return upstream.exchange(request)
                .flatMap(response -> response.body().next().thenReturn(Finding.of(response.status())))
                .onErrorResume(CallFailed.class, lost -> Mono.just(Finding.unwell(String.valueOf(lost.getMessage()))))
                .timeout(check.timeout(), Mono.fromSupplier(this::late), scheduler);
    }

    private Finding late() {
        return Finding.unwell("no answer within " + check.timeout().toMillis() + " ms");
    }
}
