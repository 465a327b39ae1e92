/** Decoding of images in memory, for a race with Pillow. */
@NullMarked
package org.histochain.bench.decode;

import org.jspecify.annotations.NullMarked;
