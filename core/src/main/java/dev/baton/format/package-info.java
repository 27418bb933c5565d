/** JSON as the text of a whole answer: looked at once, at the end of an answer that several targets made. */
@NullMarked
package dev.baton.format;

import org.jspecify.annotations.NullMarked;
