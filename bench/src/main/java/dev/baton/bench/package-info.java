/** The benchmark that anyone can run: what the gateway costs beside other proxies, on one machine and in one run. */
@NullMarked
package dev.baton.bench;

import org.jspecify.annotations.NullMarked;
