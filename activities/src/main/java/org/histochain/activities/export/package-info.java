/** Models for use elsewhere: weights, card and a Python file that loads them. Trains nothing. */
@NullMarked
package org.histochain.activities.export;

import org.jspecify.annotations.NullMarked;
