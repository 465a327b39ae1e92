/** Parquet tables of patches and of soft labels; CSV text. Knows no chain and no network. */
@NullMarked
package org.histochain.activities.table;

import org.jspecify.annotations.NullMarked;
