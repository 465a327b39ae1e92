/**
 * The training loop, its optimizer, schedule, sampler and augmentation. One of the three rooms that
 * know DJL.
 */
@NullMarked
package org.histochain.activities.training;

import org.jspecify.annotations.NullMarked;
