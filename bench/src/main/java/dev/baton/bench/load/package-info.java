/** The two programs in C, as objects: a mock of a model server and a load generator, and what the latter found. */
@NullMarked
package dev.baton.bench.load;

import org.jspecify.annotations.NullMarked;
