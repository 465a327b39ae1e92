/**
 * What every step shares: its key, its manifest, reuse, progress and failure. Knows no step in
 * particular.
 */
@NullMarked
package org.histochain.activities.step;

import org.jspecify.annotations.NullMarked;
