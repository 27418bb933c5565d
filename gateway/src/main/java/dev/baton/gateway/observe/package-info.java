/** What operators see. */
@NullMarked
package dev.baton.gateway.observe;

import org.jspecify.annotations.NullMarked;
