/** What is made of the samples: medians and ratios, a table, a chart, a verdict. */
@NullMarked
package dev.baton.bench.report;

import org.jspecify.annotations.NullMarked;
