/** What people look for: the chain's folder in the store, summary.json and the HTML report. */
@NullMarked
package org.histochain.activities.report;

import org.jspecify.annotations.NullMarked;
