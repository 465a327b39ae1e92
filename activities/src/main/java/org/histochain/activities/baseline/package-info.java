/**
 * The colour-only baselines: how far colour alone goes. Reads patches and tables; knows neither
 * networks nor reports.
 */
@NullMarked
package org.histochain.activities.baseline;

import org.jspecify.annotations.NullMarked;
