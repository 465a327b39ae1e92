/** Patches as pictures for people: contact sheets, and images to embed in a page. No learning. */
@NullMarked
package org.histochain.activities.picture;

import org.jspecify.annotations.NullMarked;
