/** The mathematics of stains: pixels in, pixels out. No files, no networks, nothing remembered. */
@NullMarked
package org.histochain.activities.stain;

import org.jspecify.annotations.NullMarked;
