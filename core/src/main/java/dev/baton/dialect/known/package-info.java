/** All dialects that there are: the one place where a protocol and what speaks it are put together. */
@NullMarked
package dev.baton.dialect.known;

import org.jspecify.annotations.NullMarked;
