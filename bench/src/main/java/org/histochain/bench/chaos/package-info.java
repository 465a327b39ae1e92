/** Faults on purpose: a real chain is hit by them, and must end as if nothing had been. */
@NullMarked
package org.histochain.bench.chaos;

import org.jspecify.annotations.NullMarked;
