/** The one pipeline that carries an answer from its targets to its client, and obeys the decisions. */
@NullMarked
package dev.baton.relay;

import org.jspecify.annotations.NullMarked;
