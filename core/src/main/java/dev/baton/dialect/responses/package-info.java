/** OpenAI Responses, as a client speaks it and as a provider speaks it. */
@NullMarked
package dev.baton.dialect.responses;

import org.jspecify.annotations.NullMarked;
