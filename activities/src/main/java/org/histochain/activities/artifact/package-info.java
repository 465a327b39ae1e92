/**
 * The artifact store: named objects, content-addressed blobs and their local cache. The only room
 * that knows MinIO.
 */
@NullMarked
package org.histochain.activities.artifact;

import org.jspecify.annotations.NullMarked;
