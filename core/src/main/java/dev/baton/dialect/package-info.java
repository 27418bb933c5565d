/** What the relay needs of a wire protocol: calls out, events in. One package below for each protocol. */
@NullMarked
package dev.baton.dialect;

import org.jspecify.annotations.NullMarked;
