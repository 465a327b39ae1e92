/** What the training core does in a second, for races with its peers. */
@NullMarked
package org.histochain.bench.speed;

import org.jspecify.annotations.NullMarked;
