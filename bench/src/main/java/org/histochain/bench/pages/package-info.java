/** Looks at pages as their readers do, in a real Chromium. */
@NullMarked
package org.histochain.bench.pages;

import org.jspecify.annotations.NullMarked;
