/**
 * Experiments: many chains, tuned on validation before any of them opens test, and a report over
 * all. How a chain runs is {@link org.histochain.workflows.chain}'s business.
 */
@NullMarked
package org.histochain.workflows.experiment;

import org.jspecify.annotations.NullMarked;
