/**
 * Scripted LLM providers on real sockets that fail on demand, for the tests of any application that calls one.
 *
 * <p>Start reading at {@link dev.baton.testkit.ScriptedProvider} and {@link dev.baton.testkit.Script}. A script and a
 * request become a plain list of steps (write these bytes, wait, break the connection), which is then performed on a
 * blocking socket: frameworks cannot fail on purpose.
 */
@NullMarked
package dev.baton.testkit;

import org.jspecify.annotations.NullMarked;
