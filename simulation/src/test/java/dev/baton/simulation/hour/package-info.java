/** An hour of steady traffic over one relay, in which a server gets into trouble; and a report of what came of it. */
@NullMarked
package dev.baton.simulation.hour;

import org.jspecify.annotations.NullMarked;
