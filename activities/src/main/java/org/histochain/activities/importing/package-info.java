/** How images come into a data set: folders, zips, tables, npz files, synthesis. No chain. */
@NullMarked
package org.histochain.activities.importing;

import org.jspecify.annotations.NullMarked;
