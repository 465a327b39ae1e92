/**
 * What many runs say together: spread, intervals, paired comparisons, verdicts on claims. Numbers
 * in, numbers out: no files, no networks, no chains.
 */
@NullMarked
package org.histochain.activities.statistics;

import org.jspecify.annotations.NullMarked;
