/** Measurements of the product as its users run it. Nothing here is shipped. */
@NullMarked
package org.histochain.bench;

import org.jspecify.annotations.NullMarked;
