/** The whole core in virtual time: providers that fail and clients that behave as they like, drawn by seed. */
@NullMarked
package dev.baton.simulation;

import org.jspecify.annotations.NullMarked;
