/** The gateway between two scripted providers, as the commands {@code demo} and {@code provider}. */
@NullMarked
package dev.baton.demo;

import org.jspecify.annotations.NullMarked;
