/** What the inner loops cost, for JMH: decoding, reading, encoding and joining, each without a network. */
@NullMarked
package dev.baton.bench.micro;

import org.jspecify.annotations.NullMarked;
