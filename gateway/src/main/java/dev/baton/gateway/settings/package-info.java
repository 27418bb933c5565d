/**
 * The configuration: YAML or any Spring configuration in, checked values out. Everything that is wrong is reported at
 * once, each problem with its path, what was found and what was expected.
 */
@NullMarked
package dev.baton.gateway.settings;

import org.jspecify.annotations.NullMarked;
