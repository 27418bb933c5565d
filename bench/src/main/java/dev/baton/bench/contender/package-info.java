/** What is measured: the gateways, how each is found, configured and started. */
@NullMarked
package dev.baton.bench.contender;

import org.jspecify.annotations.NullMarked;
