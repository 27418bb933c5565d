package dev.baton.dialect;

/**
 * What a client waits for.
 *
 * @param choices how many must finish
 * @param streaming whether it gets the answer as a stream, also when the server ignores that and sends one piece
 * @param ownDialect whether it speaks the dialect of the target, so that payloads may be shown to it
 */
public record Expected(int choices, boolean streaming, boolean ownDialect) {}
