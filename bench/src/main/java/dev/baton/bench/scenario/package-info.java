/** What is measured of a contender, one class for each kind of load. */
@NullMarked
package dev.baton.bench.scenario;

import org.jspecify.annotations.NullMarked;
