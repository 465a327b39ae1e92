/** Meters and health over HTTP. The only room that knows the Prometheus registry. */
@NullMarked
package org.histochain.worker.telemetry;

import org.jspecify.annotations.NullMarked;
