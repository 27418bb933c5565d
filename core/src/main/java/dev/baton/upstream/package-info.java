/** The one port through which the core sees a provider: a request out, a status, headers and bytes back. */
@NullMarked
package dev.baton.upstream;

import org.jspecify.annotations.NullMarked;
