/** Scores of predictions against truth, with intervals. No network, no files. */
@NullMarked
package org.histochain.activities.evaluation;

import org.jspecify.annotations.NullMarked;
