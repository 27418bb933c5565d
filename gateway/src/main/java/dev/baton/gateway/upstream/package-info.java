/**
 * Calls to providers over Reactor Netty: one pool of connections per event loop, one answer per request, and nothing that
 * one caller is sent ever reaches another.
 */
@NullMarked
package dev.baton.gateway.upstream;

import org.jspecify.annotations.NullMarked;
