/** The local stack: Temporal's dev server and MinIO, owned by one supervisor process. */
@NullMarked
package org.histochain.worker.local;

import org.jspecify.annotations.NullMarked;
