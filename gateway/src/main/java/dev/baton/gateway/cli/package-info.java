/** The commands of {@code ./baton}. */
@NullMarked
package dev.baton.gateway.cli;

import org.jspecify.annotations.NullMarked;
