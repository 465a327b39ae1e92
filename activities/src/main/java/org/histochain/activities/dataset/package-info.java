/**
 * Data sets: manifests, shards, index, decoded patches and their statistics. No import, no chain.
 */
@NullMarked
package org.histochain.activities.dataset;

import org.jspecify.annotations.NullMarked;
