/**
 * Looking after what a store holds as a whole: what there is, whether it is sound, where a model
 * comes from, what nothing needs any more. Runs no step and trains nothing.
 */
@NullMarked
package org.histochain.activities.upkeep;

import org.jspecify.annotations.NullMarked;
