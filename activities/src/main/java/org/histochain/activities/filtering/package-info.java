/** The top-K/P filter over score tables. No network, no training. */
@NullMarked
package org.histochain.activities.filtering;

import org.jspecify.annotations.NullMarked;
