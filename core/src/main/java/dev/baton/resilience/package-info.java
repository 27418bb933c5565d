/** Judging: what a failure is, and what is done about it. Plain values and pure functions, no Reactor. */
@NullMarked
package dev.baton.resilience;

import org.jspecify.annotations.NullMarked;
