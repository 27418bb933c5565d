package dev.baton.gateway;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Chance for weights and jitter, for many threads at a time: each draws from its own source. */
final class SharedRandom implements RandomGenerator {

    @Override
    public long nextLong() {
        return ThreadLocalRandom.current().nextLong();
    }
}
