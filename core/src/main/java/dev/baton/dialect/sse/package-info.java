/**
 * Server-sent events as bytes: the framing below OpenAI, Anthropic and Gemini. Payloads are never decoded here, so a
 * character that is split between two reads cannot be damaged.
 */
@NullMarked
package dev.baton.dialect.sse;

import org.jspecify.annotations.NullMarked;
