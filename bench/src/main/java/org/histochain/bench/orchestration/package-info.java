/** The steps of a chain in a plain loop, to hold the durable workflow's cost against. */
@NullMarked
package org.histochain.bench.orchestration;

import org.jspecify.annotations.NullMarked;
