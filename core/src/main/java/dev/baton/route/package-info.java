/** Where an answer can come from: providers, targets, routes and the policy of a route. Plain values. */
@NullMarked
package dev.baton.route;

import org.jspecify.annotations.NullMarked;
