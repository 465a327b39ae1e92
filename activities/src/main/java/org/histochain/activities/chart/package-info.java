/** Charts as inline SVG that takes its colours from the page. Knows nothing of chains or stores. */
@NullMarked
package org.histochain.activities.chart;

import org.jspecify.annotations.NullMarked;
