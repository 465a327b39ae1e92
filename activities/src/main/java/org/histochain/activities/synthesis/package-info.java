/** Drawing synthetic tissue from a seed. Pixels only: no files, no store, no data sets. */
@NullMarked
package org.histochain.activities.synthesis;

import org.jspecify.annotations.NullMarked;
