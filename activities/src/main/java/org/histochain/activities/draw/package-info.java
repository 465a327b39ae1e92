/** Random numbers as pure functions of what they are for. The only room that makes any. */
@NullMarked
package org.histochain.activities.draw;

import org.jspecify.annotations.NullMarked;
