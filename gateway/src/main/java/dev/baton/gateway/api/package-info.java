/** What clients call: requests in, answers and errors out. */
@NullMarked
package dev.baton.gateway.api;

import org.jspecify.annotations.NullMarked;
