/** Running workers and starting chains: connections, queues, roles, the embedded Temporal. */
@NullMarked
package org.histochain.worker.runtime;

import org.jspecify.annotations.NullMarked;
