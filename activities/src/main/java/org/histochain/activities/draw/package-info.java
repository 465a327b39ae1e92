/** Random numbers as pure functions of what they are for. */
@NullMarked
package org.histochain.activities.draw;

import org.jspecify.annotations.NullMarked;
