/**
 * Image files where they lie, and what one holds as 8-bit RGB pixels, resized, and as PNG. No data
 * sets, no store.
 */
@NullMarked
package org.histochain.activities.image;

import org.jspecify.annotations.NullMarked;
