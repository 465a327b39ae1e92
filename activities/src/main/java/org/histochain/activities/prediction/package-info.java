/** Predictions for images that are in no data set: folders, zip files, CSV. Knows no chain. */
@NullMarked
package org.histochain.activities.prediction;

import org.jspecify.annotations.NullMarked;
