/**
 * The vocabulary of requests: what a client asks for, whatever dialect it asks in. What only one dialect can say is not in here;
 * a request names it in {@link dev.baton.prompt.Particulars}.
 */
@NullMarked
package dev.baton.prompt;

import org.jspecify.annotations.NullMarked;
