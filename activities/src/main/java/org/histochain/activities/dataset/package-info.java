/**
 * Data sets: import, synthesis, shards, splits and draws, decoded patches. No network, no training.
 */
@NullMarked
package org.histochain.activities.dataset;

import org.jspecify.annotations.NullMarked;
