/** Processes and ports of this machine, and nothing left of them when the benchmark ends. */
@NullMarked
package dev.baton.bench.process;

import org.jspecify.annotations.NullMarked;
