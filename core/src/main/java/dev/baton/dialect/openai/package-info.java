/** OpenAI Chat Completions, as a client speaks it and as a provider speaks it. */
@NullMarked
package dev.baton.dialect.openai;

import org.jspecify.annotations.NullMarked;
