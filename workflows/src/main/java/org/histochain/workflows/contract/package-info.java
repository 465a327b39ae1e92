/**
 * The contract between workflows and activities: activity interfaces and the records that cross
 * them. Records check only null and shape; range rules live in {@link
 * org.histochain.workflows.contract.ChainRules}.
 */
@NullMarked
package org.histochain.workflows.contract;

import org.jspecify.annotations.NullMarked;
