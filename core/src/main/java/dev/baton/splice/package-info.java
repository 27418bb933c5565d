/** Where one target's text stops and the next one's goes on: no character lost, none doubled, nothing guessed. */
@NullMarked
package dev.baton.splice;

import org.jspecify.annotations.NullMarked;
