/** Google Gemini, as a client speaks it and as a provider speaks it. */
@NullMarked
package dev.baton.dialect.gemini;

import org.jspecify.annotations.NullMarked;
