/** Anthropic Messages, as a client speaks it and as a provider speaks it. */
@NullMarked
package dev.baton.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
