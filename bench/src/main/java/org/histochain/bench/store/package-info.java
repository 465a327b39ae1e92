/** Transfers of large blobs, for a race with the plain MinIO client. */
@NullMarked
package org.histochain.bench.store;

import org.jspecify.annotations.NullMarked;
