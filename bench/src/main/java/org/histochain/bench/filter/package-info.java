/** The filter step over large score tables, for a race with query engines. */
@NullMarked
package org.histochain.bench.filter;

import org.jspecify.annotations.NullMarked;
