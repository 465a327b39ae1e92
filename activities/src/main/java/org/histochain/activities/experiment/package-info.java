/**
 * Experiments: their plan, which settings validation chose, and what their chains say together. How
 * one chain is run, scored and reported is the business of others.
 */
@NullMarked
package org.histochain.activities.experiment;

import org.jspecify.annotations.NullMarked;
