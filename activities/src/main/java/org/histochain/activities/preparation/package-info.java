/** Who is where in a chain: splits, draws, folds and the prepare step. No network, no import. */
@NullMarked
package org.histochain.activities.preparation;

import org.jspecify.annotations.NullMarked;
