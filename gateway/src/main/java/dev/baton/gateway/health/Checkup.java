package dev.baton.gateway.health;

import dev.baton.gateway.settings.HealthCheck;
import dev.baton.relay.Time;
import dev.baton.resilience.Health;
import dev.baton.route.Target;
import dev.baton.upstream.Upstream;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The checks of one provider, one after the other, each a little earlier or later than planned, so that several gateways do not
 * keep step. After {@value #ENOUGH} failures in a row its targets are left out, from check to check; after a good one they may
 * be asked again. Used by one thread at a time.
 */
final class Checkup {

    /** One failure may be chance. */
    private static final int ENOUGH = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Checkup.class);

    private final HealthCheck check;
    private final Set<Target> targets;
    private final Examination examination;
    private final Health health;
    private final Time time;
    private final RandomGenerator random;
    private int failed;
    private boolean known;
    private boolean puzzled;

    /** @param targets those at the provider */
    Checkup(
            HealthCheck check,
            Set<Target> targets,
            Upstream upstream,
            Health health,
            Time time,
            RandomGenerator random) {
        this.check = check;
        this.targets = targets;
        this.examination = new Examination(check, upstream, time.scheduler());
        this.health = health;
        this.time = time;
        this.random = random;
    }

    /** Checks for as long as it is subscribed to; cancelling it ends the check under way. To be subscribed to once. */
    Flux<Finding> run() {
        return after(share(0, 1))
                .thenMany(Flux.concat(examination.make(), pause()).repeat())
                .doOnNext(this::note);
    }

    private Mono<Finding> pause() {
        return Mono.defer(() -> after(share(0.9, 1.1))).then(Mono.empty());
    }

    private Mono<Long> after(Duration wait) {
        return Mono.delay(wait, time.scheduler());
    }

    private Duration share(double least, double most) {
        return Duration.ofNanos((long) (check.every().toNanos() * (least + (most - least) * random.nextDouble())));
    }

    private void note(Finding finding) {
        switch (finding.kind()) {
            case WELL -> isThere(finding);
            case PUZZLED -> {
                isThere(finding);
                puzzled(finding);
            }
            case UNWELL -> isAway(finding);
        }
    }

    /** Said with the first one, too: another check may have left somebody out before. */
    private void isThere(Finding finding) {
        if (failed >= ENOUGH) {
            LOG.info("{} may be asked again, its health check is answered: {}", name(), finding.detail());
        }
        if (failed >= ENOUGH || !known) {
            targets.forEach(target -> health.up(target, now()));
        }
        known = true;
        failed = 0;
    }

    private void puzzled(Finding finding) {
        if (!puzzled) {
            LOG.warn("the health check of {} is answered with {} (expected: 2xx)", name(), finding.detail());
        }
        puzzled = true;
    }

    /** For longer than it takes until the next finding: whoever is looked after stays out without a gap, and nobody else. */
    private void isAway(Finding finding) {
        if (++failed == ENOUGH) {
            LOG.warn("{} is left out while its health check fails: {}", name(), finding.detail());
        }
        if (failed >= ENOUGH) {
            long until =
                    now() + check.every().multipliedBy(2).plus(check.timeout()).toNanos();
            targets.forEach(target -> health.down(target, until));
        }
    }

    private String name() {
        return check.provider().name();
    }

    private long now() {
        return time.nanos().getAsLong();
    }
}
