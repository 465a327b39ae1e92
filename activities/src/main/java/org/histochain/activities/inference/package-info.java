/**
 * Running a network forward: pseudo-labels and predictions. One of the three rooms that know DJL.
 */
@NullMarked
package org.histochain.activities.inference;

import org.jspecify.annotations.NullMarked;
