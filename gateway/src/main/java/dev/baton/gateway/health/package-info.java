/** Whether providers are there, found out before a client's request is. */
@NullMarked
package dev.baton.gateway.health;

import org.jspecify.annotations.NullMarked;
