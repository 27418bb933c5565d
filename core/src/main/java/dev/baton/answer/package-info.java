/** The vocabulary: what an answer is made of, whatever dialect it came in. */
@NullMarked
package dev.baton.answer;

import org.jspecify.annotations.NullMarked;
