/** Who may call: the keys of the clients, and the rule for a gateway that has none. Plain code, no Spring. */
@NullMarked
package dev.baton.gateway.access;

import org.jspecify.annotations.NullMarked;
