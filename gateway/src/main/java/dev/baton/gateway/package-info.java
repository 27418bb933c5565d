/** The gateway as an application: how its parts are put together. */
@NullMarked
package dev.baton.gateway;

import org.jspecify.annotations.NullMarked;
